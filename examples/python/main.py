"""One app in four languages: ../typescript has the original and says what it is about."""

import sys
from pathlib import Path

from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, Duration, Include, JsonPatch
from cdk8s_nftables import (
    CalicoEncapsulation,
    CalicoIpPool,
    CalicoNftablesInstallation,
    ClusterCheck,
    IpFamily,
    KubeadmBootstrapTokenOptions,
    KubeadmClusterOptions,
    KubeadmCredential,
    KubeadmDiscovery,
    KubeadmInitOptions,
    KubeadmJoinControlPlaneOptions,
    KubeadmJoinOptions,
    KubeadmNetworkingOptions,
    KubeadmProxyConfig,
    KubeProxyAddonOptions,
    KubeProxyNftablesOptions,
    LocalDetector,
    NftablesKubeProxy,
    PacketVerdict,
    RulesetFile,
    gateway,
)

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent
NETWORKING = str(EXAMPLES / "cluster" / "networking.yaml")
POD_CIDR = "10.244.0.0/16"
ENDPOINT = "k8s.example.internal:6443"


def create_app(outdir: str) -> App:
    app = App(outdir=outdir)

    shop = Chart(app, "shop", namespace="shop")
    Include(shop, "workloads", url=str(EXAMPLES / "manifests" / "reviews.yaml"))
    # cdk8s-plus and what `cdk8s import` makes have classes for this; a preview takes either.
    service = ApiObject(
        shop, "service", api_version="v1", kind="Service", metadata=ApiObjectMetadata(name="reviews")
    )
    service.add_json_patch(
        JsonPatch.add(
            "/spec",
            {
                "clusterIP": "10.96.40.80",
                "ports": [{"name": "http", "nodePort": 30980, "port": 80, "targetPort": 8080}],
                "selector": {"app": "reviews"},
                "type": "NodePort",
            },
        )
    )

    gateways = Chart(app, "gateways", namespace="gateways")
    allowed_namespaces = gateway.AllowedNamespaces.from_names("shop")
    shared = gateway.Gateway(
        gateways,
        "public",
        metadata=ApiObjectMetadata(name="public"),
        gateway_class_name="envoy",
        listeners=[
            gateway.Listener.http(allowed_namespaces=allowed_namespaces),
            gateway.Listener.https(
                allowed_namespaces=allowed_namespaces,
                certificates=[gateway.CertificateReference(name="wildcard")],
                hostname="*.example.com",
            ),
        ],
    )
    gateway.HttpRoute(
        shop, "redirect", parents=[shared.listener("http")], rules=gateway.HttpRules.redirect_to_https()
    )
    gateway.HttpRoute(
        shop,
        "route",
        metadata=ApiObjectMetadata(name="reviews"),
        parents=[shared.listener("https")],
        hostnames=["shop.example.com"],
        rules=gateway.HttpRules.canary(
            stable=gateway.Backend.from_service(service, 80),
            canary=gateway.Backend.from_service_name("reviews-next", 80),
            path=gateway.PathMatch.prefix("/reviews"),
            percent=10,
        ),
    )

    chart = Chart(app, "cluster")
    kube_proxy = NftablesKubeProxy(
        chart,
        "kube-proxy",
        kubernetes_version="1.36.3",
        local_detector=LocalDetector.cluster_cidr(POD_CIDR),
        nftables=KubeProxyNftablesOptions(masquerade_all=True, min_sync_period=Duration.seconds(1)),
        addon=KubeProxyAddonOptions(control_plane_endpoint=f"https://{ENDPOINT}"),
    )
    CalicoNftablesInstallation(
        chart,
        "calico",
        calico_version="3.31",
        ip_pools=[
            CalicoIpPool(cidr=POD_CIDR, encapsulation=CalicoEncapsulation.VXLAN_CROSS_SUBNET, block_size=26),
        ],
        mtu=1450,
    )

    certificate_key = KubeadmCredential.placeholder("KUBEADM_CERTIFICATE_KEY")
    discovery = KubeadmDiscovery.bootstrap_token(api_server_endpoint=ENDPOINT)
    KubeadmProxyConfig(
        chart,
        "kubeadm",
        kubernetes_version="v1.36.3",
        kube_proxy=kube_proxy,
        cluster=KubeadmClusterOptions(
            control_plane_endpoint=ENDPOINT,
            networking=KubeadmNetworkingOptions(pod_subnet=POD_CIDR),
        ),
        init=KubeadmInitOptions(
            bootstrap_tokens=[KubeadmBootstrapTokenOptions(ttl=Duration.hours(2))],
            certificate_key=certificate_key,
        ),
        join_worker=KubeadmJoinOptions(discovery=discovery),
        join_control_plane=KubeadmJoinControlPlaneOptions(discovery=discovery, certificate_key=certificate_key),
    )

    RulesetFile(chart, "ruleset", kube_proxy=kube_proxy, node_name="worker-1", files=[NETWORKING])

    # A preview is a value that programs and tests can ask.
    ruleset = kube_proxy.preview(node_name="worker-1", files=[NETWORKING])
    assert "10.96.40.80" in ruleset.elements(IpFamily.IPV4, "cluster-ips")
    explanation = ruleset.explain(source="external:203.0.113.7", destination="svc:shop/reviews:80")
    assert explanation.verdict == PacketVerdict.DELIVERED and explanation.is_masqueraded, explanation.to_text()
    return app


def findings_of_today() -> list[str]:
    files = [str(EXAMPLES / "cluster" / file) for file in ("networking.yaml", "kube-proxy.yaml", "calico.yaml")]
    check = ClusterCheck.from_files(files, target_version="1.36")
    return [finding.rule_id for finding in [*check.blockers, *check.warnings]]


if __name__ == "__main__":
    create_app(sys.argv[1] if len(sys.argv) > 1 else str(HERE / "dist")).synth()
    for rule_id in findings_of_today():
        print(rule_id)
