package example;

import dev.cdk8snftables.CalicoEncapsulation;
import dev.cdk8snftables.CalicoIpPool;
import dev.cdk8snftables.CalicoNftablesInstallation;
import dev.cdk8snftables.ClusterCheck;
import dev.cdk8snftables.ClusterCheckOptions;
import dev.cdk8snftables.ExplainOptions;
import dev.cdk8snftables.Explanation;
import dev.cdk8snftables.Finding;
import dev.cdk8snftables.IpFamily;
import dev.cdk8snftables.KubeProxyAddonOptions;
import dev.cdk8snftables.KubeProxyNftablesOptions;
import dev.cdk8snftables.KubeProxyPreviewOptions;
import dev.cdk8snftables.KubeadmBootstrapTokenOptions;
import dev.cdk8snftables.KubeadmClusterOptions;
import dev.cdk8snftables.KubeadmCredential;
import dev.cdk8snftables.KubeadmDiscovery;
import dev.cdk8snftables.KubeadmInitOptions;
import dev.cdk8snftables.KubeadmJoinControlPlaneOptions;
import dev.cdk8snftables.KubeadmJoinOptions;
import dev.cdk8snftables.KubeadmNetworkingOptions;
import dev.cdk8snftables.KubeadmProxyConfig;
import dev.cdk8snftables.KubeadmTokenDiscoveryOptions;
import dev.cdk8snftables.LocalDetector;
import dev.cdk8snftables.NftablesKubeProxy;
import dev.cdk8snftables.PacketVerdict;
import dev.cdk8snftables.Ruleset;
import dev.cdk8snftables.RulesetFile;
import dev.cdk8snftables.gateway.AllowedNamespaces;
import dev.cdk8snftables.gateway.Backend;
import dev.cdk8snftables.gateway.CanarySplitOptions;
import dev.cdk8snftables.gateway.CertificateReference;
import dev.cdk8snftables.gateway.Gateway;
import dev.cdk8snftables.gateway.HttpRoute;
import dev.cdk8snftables.gateway.HttpRules;
import dev.cdk8snftables.gateway.Listener;
import dev.cdk8snftables.gateway.PathMatch;
import dev.cdk8snftables.gateway.PlainListenerOptions;
import dev.cdk8snftables.gateway.TlsListenerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Duration;
import org.cdk8s.Include;
import org.cdk8s.JsonPatch;

/** One app in four languages: ../typescript has the original and says what it is about. Runs in its own folder. */
public final class Main {
    private static final Path EXAMPLES = Path.of("..").toAbsolutePath().normalize();
    private static final String NETWORKING = EXAMPLES.resolve("cluster/networking.yaml").toString();
    private static final String POD_CIDR = "10.244.0.0/16";
    private static final String ENDPOINT = "k8s.example.internal:6443";

    private Main() {
    }

    static App createApp(final String outdir) {
        final App app = new App(AppProps.builder().outdir(outdir).build());

        final Chart shop = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
        Include.Builder.create(shop, "workloads").url(EXAMPLES.resolve("manifests/reviews.yaml").toString()).build();
        // cdk8s-plus and what `cdk8s import` makes have classes for this; a preview takes either.
        final ApiObject service = ApiObject.Builder.create(shop, "service")
                .apiVersion("v1")
                .kind("Service")
                .metadata(ApiObjectMetadata.builder().name("reviews").build())
                .build();
        service.addJsonPatch(JsonPatch.add("/spec", sorted(Map.of(
                "clusterIP", "10.96.40.80",
                "ports", List.of(sorted(Map.of("name", "http", "nodePort", 30980, "port", 80, "targetPort", 8080))),
                "selector", Map.of("app", "reviews"),
                "type", "NodePort"))));

        final Chart gateways = new Chart(app, "gateways", ChartProps.builder().namespace("gateways").build());
        final AllowedNamespaces allowedNamespaces = AllowedNamespaces.fromNames("shop");
        final Gateway shared = Gateway.Builder.create(gateways, "public")
                .metadata(ApiObjectMetadata.builder().name("public").build())
                .gatewayClassName("envoy")
                .listeners(List.of(
                        Listener.http(PlainListenerOptions.builder().allowedNamespaces(allowedNamespaces).build()),
                        Listener.https(TlsListenerOptions.builder()
                                .allowedNamespaces(allowedNamespaces)
                                .certificates(List.of(CertificateReference.builder().name("wildcard").build()))
                                .hostname("*.example.com")
                                .build())))
                .build();
        HttpRoute.Builder.create(shop, "redirect")
                .parents(List.of(shared.listener("http")))
                .rules(HttpRules.redirectToHttps())
                .build();
        HttpRoute.Builder.create(shop, "route")
                .metadata(ApiObjectMetadata.builder().name("reviews").build())
                .parents(List.of(shared.listener("https")))
                .hostnames(List.of("shop.example.com"))
                .rules(HttpRules.canary(CanarySplitOptions.builder()
                        .stable(Backend.fromService(service, 80))
                        .canary(Backend.fromServiceName("reviews-next", 80))
                        .path(PathMatch.prefix("/reviews"))
                        .percent(10)
                        .build()))
                .build();

        final Chart chart = new Chart(app, "cluster");
        final NftablesKubeProxy kubeProxy = NftablesKubeProxy.Builder.create(chart, "kube-proxy")
                .kubernetesVersion("1.36.3")
                .localDetector(LocalDetector.clusterCidr(POD_CIDR))
                .nftables(KubeProxyNftablesOptions.builder().masqueradeAll(true).minSyncPeriod(Duration.seconds(1)).build())
                .addon(KubeProxyAddonOptions.builder().controlPlaneEndpoint("https://" + ENDPOINT).build())
                .build();
        CalicoNftablesInstallation.Builder.create(chart, "calico")
                .calicoVersion("3.31")
                .ipPools(List.of(CalicoIpPool.builder()
                        .cidr(POD_CIDR)
                        .encapsulation(CalicoEncapsulation.VXLAN_CROSS_SUBNET)
                        .blockSize(26)
                        .build()))
                .mtu(1450)
                .build();

        final KubeadmCredential certificateKey = KubeadmCredential.placeholder("KUBEADM_CERTIFICATE_KEY");
        final KubeadmDiscovery discovery = KubeadmDiscovery.bootstrapToken(
                KubeadmTokenDiscoveryOptions.builder().apiServerEndpoint(ENDPOINT).build());
        KubeadmProxyConfig.Builder.create(chart, "kubeadm")
                .kubernetesVersion("v1.36.3")
                .kubeProxy(kubeProxy)
                .cluster(KubeadmClusterOptions.builder()
                        .controlPlaneEndpoint(ENDPOINT)
                        .networking(KubeadmNetworkingOptions.builder().podSubnet(POD_CIDR).build())
                        .build())
                .init(KubeadmInitOptions.builder()
                        .bootstrapTokens(List.of(KubeadmBootstrapTokenOptions.builder().ttl(Duration.hours(2)).build()))
                        .certificateKey(certificateKey)
                        .build())
                .joinWorker(KubeadmJoinOptions.builder().discovery(discovery).build())
                .joinControlPlane(KubeadmJoinControlPlaneOptions.builder()
                        .discovery(discovery)
                        .certificateKey(certificateKey)
                        .build())
                .build();

        RulesetFile.Builder.create(chart, "ruleset")
                .kubeProxy(kubeProxy)
                .nodeName("worker-1")
                .files(List.of(NETWORKING))
                .build();

        // A preview is a value that programs and tests can ask.
        final Ruleset ruleset = kubeProxy.preview(
                KubeProxyPreviewOptions.builder().nodeName("worker-1").files(List.of(NETWORKING)).build());
        if (!ruleset.elements(IpFamily.IPV4, "cluster-ips").contains("10.96.40.80")) {
            throw new IllegalStateException("the new Service is not in the ruleset");
        }
        final Explanation explanation = ruleset.explain(
                ExplainOptions.builder().source("external:203.0.113.7").destination("svc:shop/reviews:80").build());
        if (explanation.getVerdict() != PacketVerdict.DELIVERED || !explanation.getIsMasqueraded()) {
            throw new IllegalStateException(explanation.toText());
        }
        return app;
    }

    static List<String> findingsOfToday() {
        final List<String> files = List.of("networking.yaml", "kube-proxy.yaml", "calico.yaml").stream()
                .map(file -> EXAMPLES.resolve("cluster").resolve(file).toString())
                .toList();
        final ClusterCheck check = ClusterCheck.fromFiles(files, ClusterCheckOptions.builder().targetVersion("1.36").build());
        final List<Finding> findings = new ArrayList<>(check.getBlockers());
        findings.addAll(check.getWarnings());
        return findings.stream().map(Finding::getRuleId).toList();
    }

    /** Manifests keep the order of a patch's keys, and that of Map.of differs from run to run. */
    private static Map<String, Object> sorted(final Map<String, Object> map) {
        return new TreeMap<>(map);
    }

    public static void main(final String[] args) {
        createApp(args.length > 0 ? args[0] : "dist").synth();
        findingsOfToday().forEach(System.out::println);
    }
}
