// One app in four languages: ../typescript has the original and says what it is about. Runs in its own folder.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/jsii-runtime-go"
	nftables "github.com/cdk8s-nftables/cdk8s-nftables-go/cdk8snftables"
	"github.com/cdk8s-nftables/cdk8s-nftables-go/cdk8snftables/gateway"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

const (
	podCidr  = "10.244.0.0/16"
	endpoint = "k8s.example.internal:6443"
)

var (
	examples   = ".."
	networking = filepath.Join(examples, "cluster", "networking.yaml")
)

func createApp(outdir string) cdk8s.App {
	app := cdk8s.NewApp(&cdk8s.AppProps{Outdir: &outdir})

	shop := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	cdk8s.NewInclude(shop, jsii.String("workloads"), &cdk8s.IncludeProps{
		Url: jsii.String(filepath.Join(examples, "manifests", "reviews.yaml")),
	})
	// cdk8s-plus and what `cdk8s import` makes have types for this; a preview takes either.
	service := cdk8s.NewApiObject(shop, jsii.String("service"), &cdk8s.ApiObjectProps{
		ApiVersion: jsii.String("v1"),
		Kind:       jsii.String("Service"),
		Metadata:   &cdk8s.ApiObjectMetadata{Name: jsii.String("reviews")},
	})
	service.AddJsonPatch(cdk8s.JsonPatch_Add(jsii.String("/spec"), map[string]any{
		"clusterIP": "10.96.40.80",
		"ports":     []any{map[string]any{"name": "http", "nodePort": 30980, "port": 80, "targetPort": 8080}},
		"selector":  map[string]any{"app": "reviews"},
		"type":      "NodePort",
	}))

	gateways := cdk8s.NewChart(app, jsii.String("gateways"), &cdk8s.ChartProps{Namespace: jsii.String("gateways")})
	allowedNamespaces := gateway.AllowedNamespaces_FromNames(jsii.String("shop"))
	shared := gateway.NewGateway(gateways, jsii.String("public"), &gateway.GatewayProps{
		Metadata:         &cdk8s.ApiObjectMetadata{Name: jsii.String("public")},
		GatewayClassName: jsii.String("envoy"),
		Listeners: &[]gateway.Listener{
			gateway.Listener_Http(&gateway.PlainListenerOptions{AllowedNamespaces: allowedNamespaces}),
			gateway.Listener_Https(&gateway.TlsListenerOptions{
				AllowedNamespaces: allowedNamespaces,
				Certificates:      &[]*gateway.CertificateReference{{Name: jsii.String("wildcard")}},
				Hostname:          jsii.String("*.example.com"),
			}),
		},
	})
	gateway.NewHttpRoute(shop, jsii.String("redirect"), &gateway.HttpRouteProps{
		Parents: &[]gateway.Parent{shared.Listener(jsii.String("http"))},
		Rules:   gateway.HttpRules_RedirectToHttps(nil),
	})
	gateway.NewHttpRoute(shop, jsii.String("route"), &gateway.HttpRouteProps{
		Metadata:  &cdk8s.ApiObjectMetadata{Name: jsii.String("reviews")},
		Parents:   &[]gateway.Parent{shared.Listener(jsii.String("https"))},
		Hostnames: jsii.Strings("shop.example.com"),
		Rules: gateway.HttpRules_Canary(&gateway.CanarySplitOptions{
			Stable:  gateway.Backend_FromService(service, jsii.Number(80), nil),
			Canary:  gateway.Backend_FromServiceName(jsii.String("reviews-next"), jsii.Number(80), nil),
			Path:    gateway.PathMatch_Prefix(jsii.String("/reviews")),
			Percent: jsii.Number(10),
		}),
	})

	chart := cdk8s.NewChart(app, jsii.String("cluster"), nil)
	kubeProxy := nftables.NewNftablesKubeProxy(chart, jsii.String("kube-proxy"), &nftables.NftablesKubeProxyProps{
		KubernetesVersion: jsii.String("1.36.3"),
		LocalDetector:     nftables.LocalDetector_ClusterCidr(jsii.String(podCidr)),
		Nftables: &nftables.KubeProxyNftablesOptions{
			MasqueradeAll: jsii.Bool(true),
			MinSyncPeriod: cdk8s.Duration_Seconds(jsii.Number(1)),
		},
		Addon: &nftables.KubeProxyAddonOptions{ControlPlaneEndpoint: jsii.String("https://" + endpoint)},
	})
	nftables.NewCalicoNftablesInstallation(chart, jsii.String("calico"), &nftables.CalicoNftablesInstallationProps{
		CalicoVersion: jsii.String("3.31"),
		IpPools: &[]*nftables.CalicoIpPool{{
			Cidr:          jsii.String(podCidr),
			Encapsulation: nftables.CalicoEncapsulation_VXLAN_CROSS_SUBNET,
			BlockSize:     jsii.Number(26),
		}},
		Mtu: jsii.Number(1450),
	})

	certificateKey := nftables.KubeadmCredential_Placeholder(jsii.String("KUBEADM_CERTIFICATE_KEY"))
	discovery := nftables.KubeadmDiscovery_BootstrapToken(&nftables.KubeadmTokenDiscoveryOptions{
		ApiServerEndpoint: jsii.String(endpoint),
	})
	nftables.NewKubeadmProxyConfig(chart, jsii.String("kubeadm"), &nftables.KubeadmProxyConfigProps{
		KubernetesVersion: jsii.String("v1.36.3"),
		KubeProxy:         kubeProxy,
		Cluster: &nftables.KubeadmClusterOptions{
			ControlPlaneEndpoint: jsii.String(endpoint),
			Networking:           &nftables.KubeadmNetworkingOptions{PodSubnet: jsii.String(podCidr)},
		},
		Init: &nftables.KubeadmInitOptions{
			BootstrapTokens: &[]*nftables.KubeadmBootstrapTokenOptions{{Ttl: cdk8s.Duration_Hours(jsii.Number(2))}},
			CertificateKey:  certificateKey,
		},
		JoinWorker:       &nftables.KubeadmJoinOptions{Discovery: discovery},
		JoinControlPlane: &nftables.KubeadmJoinControlPlaneOptions{Discovery: discovery, CertificateKey: certificateKey},
	})

	nftables.NewRulesetFile(chart, jsii.String("ruleset"), &nftables.RulesetFileProps{
		KubeProxy: kubeProxy,
		NodeName:  jsii.String("worker-1"),
		Files:     jsii.Strings(networking),
	})

	// A preview is a value that programs and tests can ask.
	ruleset := kubeProxy.Preview(&nftables.KubeProxyPreviewOptions{
		NodeName: jsii.String("worker-1"),
		Files:    jsii.Strings(networking),
	})
	if !contains(ruleset.Elements(nftables.IpFamily_IPV4, jsii.String("cluster-ips")), "10.96.40.80") {
		panic("the new Service is not in the ruleset")
	}
	explanation := ruleset.Explain(&nftables.ExplainOptions{
		Source:      jsii.String("external:203.0.113.7"),
		Destination: jsii.String("svc:shop/reviews:80"),
	})
	if explanation.Verdict() != nftables.PacketVerdict_DELIVERED || !*explanation.IsMasqueraded() {
		panic(*explanation.ToText())
	}
	return app
}

func findingsOfToday() []string {
	files := []string{}
	for _, file := range []string{"networking.yaml", "kube-proxy.yaml", "calico.yaml"} {
		files = append(files, filepath.Join(examples, "cluster", file))
	}
	check := nftables.ClusterCheck_FromFiles(jsii.Strings(files...), &nftables.ClusterCheckOptions{
		TargetVersion: jsii.String("1.36"),
	})
	ruleIds := []string{}
	for _, finding := range append(*check.Blockers(), *check.Warnings()...) {
		ruleIds = append(ruleIds, *finding.RuleId)
	}
	return ruleIds
}

func contains(values *[]*string, wanted string) bool {
	for _, value := range *values {
		if *value == wanted {
			return true
		}
	}
	return false
}

func main() {
	defer jsii.Close()
	outdir := "dist"
	if len(os.Args) > 1 {
		outdir = os.Args[1]
	}
	createApp(outdir).Synth()
	for _, ruleId := range findingsOfToday() {
		fmt.Println(ruleId)
	}
}
