"""What recorded ties say of a network: how many each partner has, and whose leaving cuts it."""

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
    cut = {node: _cut_off(graph, node) for node in nx.articulation_points(graph)}
    rows = pd.DataFrame(
        {
            "partner_id": list(graph),
            "degree": [int(graph.degree[node]) for node in graph],
            "cut_off": [cut.get(node, 0) for node in graph],
        }
    )
    order = ["cut_off", "degree", "partner_id"]
    return rows.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def _cut_off(graph: "nx.Graph[str]", node: str) -> int:
    """Partners that would be in no tie's reach of the largest piece of what is left."""
    part = nx.node_connected_component(graph, node) - {node}
    pieces = [len(piece) for piece in nx.connected_components(graph.subgraph(part))]
    return sum(pieces) - max(pieces)
