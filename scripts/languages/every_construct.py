"""Each construct with enums, durations, lists and plain data among its options: every-construct.ts in Python."""

import json
import sys
from pathlib import Path

import cdk8s_nftables as nft
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, Duration, JsonPatch
from cdk8s_nftables import cilium, gateway, istio

CLUSTER = Path("examples") / "cluster"
NETWORKING = str(CLUSTER / "networking.yaml")


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def create_app(outdir: str) -> App:
    app = App(outdir=outdir)
    kube_proxies(Chart(app, "kube-proxy"))
    calico(Chart(app, "calico"))
    kubeadm(Chart(app, "kubeadm"))
    aks(Chart(app, "aks"))
    nodes(Chart(app, "nodes"))
    cilium_network(Chart(app, "cilium"))
    ambient_mesh(Chart(app, "mesh"), Chart(app, "blog", namespace="blog"))
    gateway_api(Chart(app, "gateways", namespace="gateways"), Chart(app, "shop", namespace="shop"))
    migration = nft.ClusterMigration(
        Chart(app, "migration"),
        "migration",
        target_version="1.36",
        calico_version="3.31",
        files=[NETWORKING, str(CLUSTER / "kube-proxy.yaml"), str(CLUSTER / "calico.yaml")],
        canary_nodes=["worker-1"],
    )
    for decision in migration.decisions:
        # The value of an enum is its name in TypeScript's lower case.
        print(decision.action.value.lower(), decision.field, compact(decision.before), compact(decision.after))
    nft.ClusterMigration(
        app,
        "kubespray",
        goal=nft.ClusterGoal.nftables(
            target_version="1.35", canary_nodes=["worker-2"], node_port_addresses=["primary"], ruleset_nodes=[]
        ),
        files=[NETWORKING, str(CLUSTER / "kube-proxy.yaml")],
        distribution=nft.ClusterDistribution.KUBESPRAY,
        distribution_version="2.31.0",
        folder="kubespray",
    )
    own_rule()
    return app


class ServiceOwner(nft.ClusterRule):
    """The check calls back into the language that the rule is written in."""

    def __init__(self) -> None:
        super().__init__(
            id="service-without-owner",
            title="Service without an owner",
            severity=nft.FindingSeverity.WARNING,
            remediation="Set the label owner.",
        )

    def check(self, cluster: nft.ClusterObjects) -> list[nft.RuleOccurrence]:
        objects = [
            nft.FindingObject(
                kind=each["kind"], object_namespace=each["metadata"].get("namespace"), name=each["metadata"]["name"]
            )
            for each in cluster.of_kind("Service")
            if "owner" not in each["metadata"].get("labels", {})
        ]
        return [nft.RuleOccurrence(message="Nobody is responsible for this Service.", objects=objects)]


def own_rule() -> None:
    check = nft.ClusterCheck.from_files([NETWORKING], target_version="1.36", extra_rules=[ServiceOwner()])
    for finding in check.findings:
        if finding.rule_id == "service-without-owner":
            print(finding.rule_id, finding.message, *(f"{each.name}:{int(each.line)}" for each in finding.objects))


def kube_proxies(chart: Chart) -> None:
    kube_proxy = nft.NftablesKubeProxy(
        chart,
        "first",
        kubernetes_version="1.36",
        metadata=ApiObjectMetadata(name="first", namespace="proxies", labels={"team": "network"}),
        bind_address_hard_fail=True,
        local_detector=nft.LocalDetector.cluster_cidr("10.244.0.0/16", "fd00:10:244::/56"),
        nftables=nft.KubeProxyNftablesOptions(
            masquerade_all=True,
            masquerade_bit=13,
            min_sync_period=Duration.millis(500),
            sync_period=Duration.minutes(1),
        ),
        conntrack=nft.KubeProxyConntrackOptions(
            max_per_core=0,
            tcp_be_liberal=True,
            tcp_established_timeout=Duration.hours(24),
            tcp_close_wait_timeout=Duration.hours(1),
        ),
        client_connection=nft.KubeProxyClientConnectionOptions(qps=12.5, burst=25),
        logging=nft.KubeProxyLoggingOptions(
            format=nft.KubeProxyLogFormat.TEXT,
            verbosity=2,
            flush_frequency=Duration.seconds(7),
            vmodule=[nft.KubeProxyLogVerbosity(file_pattern="proxier*", verbosity=4)],
        ),
        feature_gates={"ContextualLogging": True},
        node_port_addresses=["primary"],
        extra_data={"notes.txt": "kept"},
    )
    nft.RulesetConfigMap(
        chart,
        "ruleset",
        kube_proxy=kube_proxy,
        node_name="worker-1",
        files=[NETWORKING],
        metadata=ApiObjectMetadata(name="ruleset"),
    )
    nft.RulesetFile(
        chart,
        "file",
        kube_proxy=kube_proxy,
        path="rulesets/two-nodes.nft",
        node_name="a",
        nodes=[
            nft.PreviewNode(
                name="a", addresses=["192.168.10.11", "fd00:10::11"], pod_cidrs=["10.244.1.0/24"], zone="zone-a"
            ),
            nft.PreviewNode(name="b", addresses=["192.168.10.12"]),
        ],
        objects=[
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {"name": "web", "namespace": "shop"},
                "spec": {"ports": [{"port": 80}], "type": "NodePort"},
            }
        ],
        network_interfaces={"eth0": ["192.168.10.11", "fd00:10::11"]},
        service_cidrs=["10.96.0.0/16", "fd00:10:96::/112"],
        node_port_range="31000-31999",
        kubernetes_version="1.37",
    )
    nft.NftablesKubeProxy(
        chart,
        "second",
        kubernetes_version="1.34",
        metadata=ApiObjectMetadata(name="second"),
        mode=nft.ProxyMode.IPVS,
        ipvs=nft.KubeProxyIpvsOptions(
            scheduler="lc", exclude_cidrs=["10.99.0.0/16"], strict_arp=True, tcp_timeout=Duration.minutes(15)
        ),
        local_detector=nft.LocalDetector.interface_name_prefix("cali"),
        extra_configuration={"portRange": "2000-3000"},
    )


def calico(chart: Chart) -> None:
    ip_pools = [
        nft.CalicoIpPool(
            cidr="10.244.0.0/16",
            encapsulation=nft.CalicoEncapsulation.VXLAN_CROSS_SUBNET,
            nat_outgoing=True,
            node_selector="all()",
        )
    ]
    installation = nft.CalicoNftablesInstallation(
        chart,
        "nftables",
        calico_version="3.32",
        ip_pools=ip_pools,
        kubernetes_provider=nft.CalicoKubernetesProvider.OPENSHIFT,
        node_address_autodetection_v4=nft.CalicoNodeAddressAutodetection.cidrs("192.168.10.0/24", "192.168.11.0/24"),
        extra_spec={"typhaDeployment": {"spec": {"minReadySeconds": 5}}},
        sysctl={"net.ipv4.tcp_keepalive_time": "40"},
    )
    current = {"spec": {"calicoNetwork": {"linuxDataplane": "Iptables"}}}
    nft.CalicoPatchFile(chart, "patch", patch=installation.patch(current=current))
    nft.CalicoManifestNftables(chart, "manifest", calico_version="3.31")
    ebpf = nft.CalicoEbpfInstallation(
        chart,
        "ebpf",
        calico_version="3.30",
        management=nft.CalicoEbpfManagement.MANUAL,
        current_proxy_mode=nft.ProxyMode.IPTABLES,
        api_server=nft.CalicoApiServer(host="k8s.example.internal", port=6443),
        ip_pools=ip_pools,
        node_address_autodetection_v4=nft.CalicoNodeAddressAutodetection.kubernetes_internal_ip(),
    )
    print(ebpf.disable_kube_proxy_command)
    print("\n".join(ebpf.notices))


def kubeadm(chart: Chart) -> None:
    discovery = nft.KubeadmDiscovery.bootstrap_token(
        api_server_endpoint="k8s.example.internal:6443", ca_cert_hashes=["sha256:" + "0a" * 32]
    )
    config = nft.KubeadmProxyConfig(
        chart,
        "kubeadm",
        kubernetes_version="v1.36.3",
        folder="kubeadm/blue",
        kube_proxy_configuration={
            "clusterCIDR": "10.244.0.0/16",
            "mode": "nftables",
            "nftables": {"masqueradeAll": True},
        },
        cluster=nft.KubeadmClusterOptions(
            api_server=nft.KubeadmApiServerOptions(cert_sans=["k8s.example.internal"]),
            ca_certificate_validity_period=Duration.days(3650),
            encryption_algorithm=nft.KubeadmEncryptionAlgorithm.ECDSA_P256,
            etcd=nft.KubeadmEtcd.local(
                data_dir="/var/lib/etcd-data",
                extra_args=[nft.KubeadmArgument(name="quota-backend-bytes", value="8589934592")],
            ),
        ),
        init=nft.KubeadmInitOptions(
            bootstrap_tokens=[
                nft.KubeadmBootstrapTokenOptions(
                    ttl=Duration.minutes(90),
                    usages=[nft.KubeadmTokenUsage.SIGNING, nft.KubeadmTokenUsage.AUTHENTICATION],
                )
            ],
            node_registration=nft.KubeadmNodeRegistrationOptions(
                image_pull_policy=nft.KubeadmImagePullPolicy.IF_NOT_PRESENT,
                taints=[nft.KubeadmTaint(key="dedicated", effect=nft.KubeadmTaintEffect.NO_SCHEDULE)],
            ),
            timeouts=nft.KubeadmTimeouts(kubernetes_api_call=Duration.seconds(90)),
        ),
        join_worker=nft.KubeadmJoinOptions(discovery=discovery),
        reset=nft.KubeadmResetOptions(unmount_flags=[nft.KubeadmUnmountFlag.MNT_DETACH], force=True),
        transport=nft.KubeadmTransport.secret(name="kubeadm-files", namespace="kube-system"),
    )
    print(compact(config.kube_proxy_configuration["nftables"]))
    print(str(nft.KubeadmCredential.plain_text("abcdef.0123456789abcdef").is_plain_text).lower())


def aks(chart: Chart) -> None:
    cluster = ApiObject(
        chart,
        "cluster",
        api_version="containerservice.azure.com/v20251002preview",
        kind="ManagedCluster",
        metadata=ApiObjectMetadata(name="shop-prod"),
    )
    config = nft.AksKubeProxyConfig(
        chart,
        "config",
        kubernetes_version="1.34.2",
        network_plugin=nft.AksNetworkPlugin.AZURE,
        network_policy=nft.AksNetworkPolicy.CALICO,
        resource_group="shop",
        cluster_name="shop-prod",
        previous=nft.AksKubeProxySettings(
            enabled=True,
            mode=nft.ProxyMode.IPVS,
            ipvs=nft.AksIpvsOptions(
                scheduler=nft.AksIpvsScheduler.LEAST_CONNECTION, tcp_timeout=Duration.minutes(15)
            ),
        ),
    )
    config.add_to_managed_cluster(cluster)
    print(config.bicep_fragment)
    print(config.managed_cluster_patch_command(object_name="shop-prod", object_namespace="azure"))


def nodes(chart: Chart) -> None:
    """What only nodes know, and the rules that they really have."""
    probe = nft.NodeProbe(
        chart,
        "all",
        image="registry.example.com/busybox:1.37",
        node_selector={"pool": "edge"},
        reads_firewall=False,
    )
    nft.NodeProbe(chart, "some", node_names=["worker-1", "worker-2"], namespace_name="probes")
    print(probe.daemon_set.kind, probe.config_map.kind, len(probe.jobs))
    node_facts = [str(CLUSTER / "node-facts.log")]
    files = [NETWORKING, str(CLUSTER / "kube-proxy.yaml")]
    check = nft.ClusterCheck.from_files(files, target_version="1.36", node_facts=node_facts)
    for finding in check.findings:
        if finding.confidence == nft.FindingConfidence.NODE_FACTS:
            print(finding.rule_id)
    listing = (CLUSTER / "worker-1.nft").read_text()
    live = nft.Ruleset.from_nft_list(
        listing, node_name="worker-1", kubernetes_version="1.36", node_facts=node_facts
    )
    predicted = nft.Ruleset.from_files(
        files, node_name="worker-1", kubernetes_version="1.36", node_facts=node_facts
    )
    print(str(live.compare_with(predicted).is_empty).lower(), len(live.warnings))
    behavior = nft.ServiceBehavior.from_files(
        files, node_name="worker-1", kubernetes_version="1.36", node_facts=node_facts, mode=nft.ProxyMode.IPVS
    )
    print(behavior.explain(source="external", destination="svc:shop/frontend:http").to_text())


def gateway_api(operator: Chart, developer: Chart) -> None:
    gateway.GatewayApi.use(
        operator,
        version="1.6",
        channel=gateway.Channel.EXPERIMENTAL,
        implementation="envoy-gateway",
        accepted_features=["GatewayInfrastructurePropagation"],
    )
    gateway.GatewayClass(
        operator,
        "class",
        controller_name="gateway.envoyproxy.io/gatewayclass-controller",
        description="all Gateways",
    )
    team = gateway.NamespaceExpression(key="team", comparison=gateway.NamespaceComparison.EXISTS)
    shared = gateway.Gateway(
        operator,
        "public",
        metadata=ApiObjectMetadata(name="public"),
        gateway_class_name="envoy",
        addresses=[
            gateway.GatewayAddress(address_type=gateway.GatewayAddressType.HOSTNAME, value="gateway.example.com")
        ],
        allowed_listener_sets=gateway.AllowedNamespaces.from_all(),
        client_certificate=gateway.CertificateReference(name="client"),
        client_validation=gateway.ClientValidation(
            authorities=[gateway.AuthorityReference(name="clients", namespace_name="certificates")],
            mode=gateway.ClientValidationMode.ALLOW_VALID_ONLY,
        ),
        default_scope=gateway.DefaultScope.NONE,
        infrastructure=gateway.GatewayInfrastructure(labels={"team": "network"}),
        listeners=[
            gateway.Listener.http(
                allowed_namespaces=gateway.AllowedNamespaces.from_selector(match_expressions=[team])
            ),
            gateway.Listener.https(
                hostname="*.example.com",
                certificates=[gateway.CertificateReference(name="wildcard", namespace_name="certificates")],
                allowed_namespaces=gateway.AllowedNamespaces.from_names("shop"),
            ),
            gateway.Listener.tls(
                name="db",
                port=5433,
                mode=gateway.TlsMode.PASSTHROUGH,
                allowed_namespaces=gateway.AllowedNamespaces.from_all(),
            ),
        ],
    )
    listeners = gateway.ListenerSet(
        developer,
        "listeners",
        parent=shared.all_listeners,
        listeners=[gateway.Listener.tcp(port=5432), gateway.Listener.udp(port=53)],
    )

    service = ApiObject(
        developer,
        "cart",
        api_version="v1",
        kind="Service",
        metadata=ApiObjectMetadata(name="cart"),
    )
    service.add_json_patch(JsonPatch.add("/spec", {"ports": [{"port": 80}]}))
    cart = gateway.Backend.from_service(service, 80)
    mark = gateway.HttpFilter.request_headers(set=[gateway.HeaderValue(name="x-next", value="yes")])
    following = gateway.Backend.from_service_name("cart", 80, namespace_name="next", filters=[mark])
    gateway.HttpRoute(
        developer,
        "redirect",
        parents=[shared.listener("http")],
        rules=gateway.HttpRules.redirect_to_https(308),
    )
    version = gateway.ValueMatch(
        name="x-version", value="v[23]", match_type=gateway.ValueMatchType.REGULAR_EXPRESSION
    )
    gateway.HttpRoute(
        developer,
        "route",
        parents=[shared.listener("https")],
        hostnames=["shop.example.com"],
        rules=[
            *gateway.HttpRules.canary(
                stable=cart,
                canary=following,
                percent=10,
                path=gateway.PathMatch.prefix("/cart"),
                test_header="x-canary",
            ),
            *gateway.HttpRules.by_header(stable=cart, canary=following, header=version),
            *gateway.HttpRules.mirror(
                backend=cart, mirror=following, percent=5, path=gateway.PathMatch.exact("/search")
            ),
            gateway.HttpRouteRule(
                matches=[
                    gateway.HttpRouteMatch(
                        path=gateway.PathMatch.prefix("/api"),
                        method="POST",
                        query_params=[gateway.ValueMatch(name="v", value="2")],
                    )
                ],
                filters=[
                    gateway.HttpFilter.rewrite(path=gateway.PathChange.to_prefix("/")),
                    gateway.HttpFilter.cors(allow_origins=["https://*.example.com"], max_age=60),
                ],
                backends=[cart.with_weight(3), following],
                timeouts=gateway.HttpTimeouts(request="10s"),
            ),
        ],
    )
    gateway.GrpcRoute(
        developer,
        "grpc",
        parents=[shared.listener("https")],
        rules=[
            gateway.GrpcRouteRule(
                matches=[gateway.GrpcRouteMatch(service_name="shop.Cart", method_name="Add")], backends=[cart]
            )
        ],
    )
    database = gateway.Backend.from_service_name("db", 5432)
    gateway.TlsRoute(
        developer, "tls", parents=[shared.listener("db")], hostnames=["db.example.com"], backends=[database]
    )
    gateway.TcpRoute(developer, "tcp", parents=[listeners.listener("tcp")], backends=[database])
    gateway.UdpRoute(
        developer,
        "udp",
        parents=[gateway.Parent.from_listener_set_name("dns", port=53)],
        backends=[gateway.Backend.from_service_name("dns", 53)],
    )
    gateway.ReferenceGrant(
        developer,
        "grant",
        sources=[gateway.GrantSource(kind="HTTPRoute", namespace_name="blog")],
        targets=[gateway.GrantTarget(kind="Service", name="cart")],
    )
    gateway.BackendTlsPolicy(
        developer,
        "policy",
        targets=[gateway.TlsTarget(service_name="cart")],
        hostname="cart",
        authority_config_maps=["ca"],
        uris=["spiffe://example.com/cart"],
    )
    print(
        " ".join(gateway.GatewayApi.supported_versions()),
        " ".join(gateway.GatewayApi.unreported_features(operator)),
    )
    try:
        gateway.HttpRoute(
            developer,
            "wrong",
            parents=[shared.listener("https")],
            hostnames=["example.com"],
            rules=gateway.HttpRules.redirect_to_https(),
        )
    except RuntimeError as error:
        print(error)


def ambient_mesh(operator: Chart, developer: Chart) -> None:
    mesh = istio.AmbientMesh(
        operator,
        "mesh",
        version="1.30.3",
        platform=istio.IstioPlatform.GKE,
        native_nftables=True,
        cni=istio.IstioCniSettings(excluded_namespaces=["kube-system", "legacy"], dns_capture=True),
        ztunnel=istio.ZtunnelSettings(termination_grace_period_seconds=60),
        values=istio.IstioChartValues(istiod={"meshConfig": {"accessLogFile": "/dev/stdout"}}),
        delivery=istio.IstioDelivery.from_flux(interval="10m"),
    )
    print(mesh.gateway_api_version, len(mesh.api_objects), compact(mesh.values_of("cni")))
    deliveries = {
        "argo": istio.IstioDelivery.from_argo_cd(automated=True),
        "k3s": istio.IstioDelivery.from_k3s(),
        "commands": istio.IstioDelivery.from_commands(),
    }
    for name, delivery in deliveries.items():
        print(name, len(istio.AmbientMesh(operator, name, version="1.28", delivery=delivery).commands or []))
    istio.AmbientNamespace.enroll_all(developer)
    ApiObject(
        developer, "archive", api_version="v1", kind="Namespace", metadata=ApiObjectMetadata(name="archive")
    )
    waypoint = istio.Waypoint(
        developer,
        "waypoint",
        traffic=istio.WaypointTraffic.ALL,
        allow_from=gateway.AllowedNamespaces.from_names("archive"),
    )
    namespace = istio.AmbientNamespace(
        developer,
        "namespace",
        metadata=ApiObjectMetadata(name="blog"),
        strict_mutual_tls=True,
        network_policy=True,
        waypoint=waypoint,
    )
    namespace.exclude(
        ApiObject(developer, "legacy", api_version="v1", kind="Pod", metadata=ApiObjectMetadata(name="legacy"))
    )
    posts = ApiObject(
        developer, "posts", api_version="v1", kind="Service", metadata=ApiObjectMetadata(name="posts")
    )
    posts.add_json_patch(JsonPatch.add("/spec", {"ports": [{"port": 80}]}))
    waypoint.serve(posts)
    waypoint.require_for({"app": "posts"})
    istio.AmbientAuthorizationPolicy(
        developer,
        "connections",
        action=istio.AuthorizationAction.DENY,
        rules=istio.AmbientRules.from_l4(
            pod_labels={"app": "posts"},
            rules=[
                istio.L4Rule(
                    sources=[istio.L4Source(not_namespaces=["blog"], ip_blocks=["10.0.0.0/8"])], not_ports=[8080]
                )
            ],
        ),
    )
    istio.AmbientAuthorizationPolicy(
        developer,
        "requests",
        rules=istio.AmbientRules.from_l7(
            waypoint=waypoint,
            targets=[posts],
            rules=[
                istio.L7Rule(
                    sources=[istio.L7Source(request_principals=["*"])],
                    methods=["GET"],
                    paths=["/posts/*"],
                    conditions=[istio.RequestCondition(key="request.headers[x-role]", values=["editor"])],
                )
            ],
        ),
    )
    job = ApiObject(developer, "job", api_version="batch/v1", kind="Job")
    try:
        istio.AmbientRules.from_l7(waypoint=waypoint, targets=[job], rules=[istio.L7Rule()])
    except RuntimeError as error:
        # That of a function has its class in front, and where in JavaScript it happened below.
        print(str(error).splitlines()[0].removeprefix("InputError: "))


def cilium_network(chart: Chart) -> None:
    installation = cilium.CiliumInstallation(
        chart,
        "cilium",
        version="1.20.0",
        delivery=cilium.Delivery.from_flux(),
        api_server=cilium.ApiServerAddress(host="api.example.com"),
        kube_proxy_replacement=True,
        pod_addresses=cilium.PodAddresses.from_cluster_pool(ipv4_cidrs=["10.20.0.0/16"]),
        routing=cilium.Routing.from_tunnel(protocol=cilium.TunnelProtocol.GENEVE),
        encryption=cilium.Encryption.from_wire_guard(),
        bgp=True,
        values={"hubble": {"enabled": True}},
    )
    print(
        installation.cilium_config["kube-proxy-replacement"],
        installation.cilium_config["tunnel-protocol"],
    )
    workers = cilium.LabelSelector.from_labels({"rack": "one"})
    cilium.CiliumLoadBalancerIpPool(
        chart,
        "pool",
        metadata=ApiObjectMetadata(name="pool"),
        blocks=[cilium.IpPoolBlock(cidr="198.51.100.0/24")],
    )
    cilium.CiliumL2AnnouncementPolicy(
        chart, "l2", metadata=ApiObjectMetadata(name="l2"), nodes=workers, load_balancer_ips=True
    )
    cilium.CiliumBgpPeerConfig(
        chart,
        "peer",
        metadata=ApiObjectMetadata(name="router"),
        hold_time_seconds=30,
        keep_alive_time_seconds=10,
    )
    router = cilium.BgpPeer(name="router", address="192.0.2.1", asn=64513, peer_config_name="router")
    cilium.CiliumBgpClusterConfig(
        chart,
        "bgp",
        metadata=ApiObjectMetadata(name="rack"),
        nodes=workers,
        instances=[cilium.BgpInstance(name="main", local_asn=64512, peers=[router])],
    )
    cilium.CiliumBgpAdvertisement(
        chart,
        "routes",
        metadata=ApiObjectMetadata(name="routes"),
        routes=[cilium.BgpRoutes.from_pod_cidrs()],
    )
    cilium.CiliumNetworkPolicy(
        chart,
        "policy",
        metadata=ApiObjectMetadata(name="web", namespace="shop"),
        pods=cilium.LabelSelector.from_labels({"app": "web"}),
        ingress=[
            cilium.PolicyRule(
                peer=cilium.PolicyPeer.from_entities(cilium.PolicyEntity.INGRESS),
                ports=[cilium.PolicyPorts.from_http("8080", cilium.HttpRequest(method="GET", path="/api/.*"))],
            )
        ],
    )
    try:
        cilium.CiliumL2AnnouncementPolicy(chart, "nothing")
    except RuntimeError as error:
        print(error)


if __name__ == "__main__":
    create_app(sys.argv[1]).synth()
