module example

go 1.23

require github.com/cdk8s-nftables/cdk8s-nftables-go/cdk8snftables v0.0.0
