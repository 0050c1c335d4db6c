"""Write ``salmonella_newport.csv`` from the files published with epysurv.

    python tests/measures/data/extract_salmonella.py DIRECTORY

DIRECTORY holds ``salmonella_train.csv``, ``salmonella_test.csv`` and the four ``*_pred.csv``.
"""

import sys
from pathlib import Path

import pandas as pd

PREDICTED = {
    "ears_c1": "EarsC1",
    "ears_c2": "EarsC2",
    "bayes": "Bayes",
    "farrington": "FarringtonFlexible",
}


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, index_col=0, parse_dates=True).rename_axis("week_start")


def extract(source: Path) -> pd.DataFrame:
    """Return the 470 weeks; the alarm columns are blank in the training weeks."""
    parts = [read(source / f"salmonella_{part}.csv")["n_cases"] for part in ("train", "test")]
    result = pd.concat(parts).to_frame("cases")
    for column, name in PREDICTED.items():
        result[column] = read(source / f"{name}_pred.csv")["alarm"].astype("Int64")
    return result


if __name__ == "__main__":
    extract(Path(sys.argv[1])).to_csv(Path(__file__).with_name("salmonella_newport.csv"))
