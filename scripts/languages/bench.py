"""Measures previews from Python: bench.py FILE, a List in JSON. Prints a line of JSON for each way: [name, seconds, calls to Node.js]."""

import json
import sys
import time
from typing import Callable


def main() -> None:
    start = time.perf_counter()
    import cdk8s
    import cdk8s_nftables as nft
    from jsii._kernel.providers.process import _NodeProcess

    nft.Ruleset.supported_versions()
    print(json.dumps(["start-up", time.perf_counter() - start, 0]))

    calls = 0
    send = _NodeProcess.send

    def counted(self, *args, **kwargs):
        nonlocal calls
        calls += 1
        return send(self, *args, **kwargs)

    _NodeProcess.send = counted

    with open(sys.argv[1]) as file:
        text = file.read()
    items = json.loads(text)["items"]
    node = {"node_name": "node-a", "kubernetes_version": "1.36"}

    rest = []

    def make_app() -> nft.NftablesKubeProxy:
        """Each Service and EndpointSlice as a construct, the rest as data."""
        chart = cdk8s.Chart(cdk8s.App(), "chart")
        for i, item in enumerate(items):
            if item["kind"] not in ("Service", "EndpointSlice"):
                rest.append(item)
                continue
            names = {key: item["metadata"].get(key) for key in ("name", "namespace", "labels")}
            construct = cdk8s.ApiObject(
                chart,
                f"{i}",
                api_version=item["apiVersion"],
                kind=item["kind"],
                metadata=cdk8s.ApiObjectMetadata(**names),
            )
            known = ("apiVersion", "kind", "metadata", "status")
            contents = [cdk8s.JsonPatch.add(f"/{key}", item[key]) for key in item if key not in known]
            construct.add_json_patch(*contents)
        return nft.NftablesKubeProxy(chart, "kube-proxy", kubernetes_version="1.36")

    apps = []
    ways: list[tuple[str, Callable[[], nft.Ruleset | None]]] = [
        ("files", lambda: nft.Ruleset.from_files([sys.argv[1]], **node)),
        ("text", lambda: nft.Ruleset.from_text(text, **node)),
        ("objects", lambda: nft.Ruleset.from_objects(items, **node)),
        ("making constructs", lambda: apps.append(make_app())),
        ("their preview", lambda: apps[0].preview(node_name="node-a", objects=rest)),
    ]
    for name, preview in ways:
        calls = 0
        start = time.perf_counter()
        ruleset = preview()
        script = ruleset.to_nft() if ruleset else None
        print(json.dumps([name, time.perf_counter() - start, calls]))
        assert script is None or script.count("add table ip ") == 1


main()
