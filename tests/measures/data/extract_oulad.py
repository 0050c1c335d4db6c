"""Write ``oulad_learners.csv``, a part of the Open University's data, a row a learner.

    python tests/measures/data/extract_oulad.py DIRECTORY

DIRECTORY holds ``oulad_courses.csv``, ``oulad_assessments.csv``, ``oulad_studentAssessment.csv``,
``oulad_studentInfo.csv`` and ``oulad_studentRegistration.csv``. All days are counted from the start
of the course run.
"""

import sys
from pathlib import Path

import pandas as pd

RUN = ["code_module", "code_presentation"]
LEARNER = [*RUN, "id_student"]
KEPT = "AAA"


def learners(source: Path) -> pd.DataFrame:
    """Return every registration: when made, started, given up, the run's length and the result.

    A learner starts with the first assessment handed in for this run (a banked one was handed in
    for another). Results are given out when the run ends.
    """
    read = {
        name: pd.read_csv(source / f"oulad_{name}.csv")
        for name in ("courses", "assessments", "studentAssessment", "studentInfo")
    }
    handed_in = read["studentAssessment"].query("is_banked == 0").merge(read["assessments"])
    first = handed_in.groupby(LEARNER)["date_submitted"].min().rename("started")
    registered = pd.read_csv(source / "oulad_studentRegistration.csv").rename(
        columns={"date_registration": "registered", "date_unregistration": "withdrew"}
    )
    everyone = (
        registered.merge(read["studentInfo"][[*LEARNER, "final_result"]], validate="1:1")
        .merge(read["courses"], on=RUN)
        .merge(first.reset_index(), on=LEARNER, how="left")
        .rename(columns={"module_presentation_length": "run_days"})
    )
    columns = [*RUN, "registered", "started", "withdrew", "run_days", "final_result"]
    return everyone[columns].astype({"started": "Int64", "withdrew": "Int64"})


if __name__ == "__main__":
    everyone = learners(Path(sys.argv[1]))
    # Few withdrew in this subset: all of them, from whatever module.
    part = everyone[everyone["code_module"].eq(KEPT) | everyone["withdrew"].notna()]
    part.to_csv(Path(__file__).with_name("oulad_learners.csv"), index=False)
