"""What recorded ties say of a network: how many each partner has, and whose leaving cuts it."""

from collections.abc import Iterator
from typing import cast

import networkx as nx
import pandas as pd


def tied(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the partners that are tied to any, those whose leaving cuts off most in front.

    A partner whose leaving would part those that are tied through it is an articulation point
    (Hopcroft and Tarjan 1973, doi:10.1145/362248.362272). It cuts off all of its part of the
    network but the largest piece that is left.

    :param ties: ``partner_id, other_partner_id``, in either direction or both.
    :return: ``partner_id, degree`` (partners that it is tied to), ``cut_off`` (partners; 0: none).
    """
    pairs = ties[["partner_id", "other_partner_id"]].itertuples(index=False, name=None)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((one, other) for one, other in pairs if one != other)
    cut = _cut_off(graph)
    rows = pd.DataFrame(
        {
            "partner_id": list(graph),
            "degree": [int(graph.degree[node]) for node in graph],
            "cut_off": [cut.get(node, 0) for node in graph],
        }
    )
    order = ["cut_off", "degree", "partner_id"]
    return rows.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def _cut_off(graph: "nx.Graph[str]") -> dict[str, int]:
    """How many partners each articulation point keeps with the largest piece of its part.

    Blocks that no leaving parts, and the points between them, form trees; a point's pieces are the
    branches below it and whatever is above.
    """
    points = set(nx.articulation_points(graph))
    own: dict[object, int] = dict.fromkeys(points, 1)
    tree: nx.Graph[object] = nx.Graph()
    # Its stub takes a block for a list of them.
    blocks = cast("Iterator[set[str]]", nx.biconnected_components(graph))
    for number, block in enumerate(blocks):
        own[number] = len(block - points)
        tree.add_edges_from((number, point) for point in block & points)
    found = {}
    for part in nx.connected_components(tree):
        root = next(iter(part))
        above = nx.dfs_predecessors(tree, root)
        size: dict[object, int] = {}
        branches: dict[object, list[int]] = {node: [] for node in part}
        for node in nx.dfs_postorder_nodes(tree, root):
            size[node] = own[node] + sum(branches[node])
            if node != root:
                branches[above[node]].append(size[node])
        for point in points & part:
            pieces = [*branches[point], size[root] - size[point]]
            found[point] = sum(pieces) - max(pieces)
    return found
