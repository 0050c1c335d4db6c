"""``python -m tests.attacks.reconstruction [SEED [PERIODS]]``: print the report."""

import sys

from tests.attacks.reconstruction.report import report

if __name__ == "__main__":
    seed, periods = [int(a) for a in sys.argv[1:]] + [1, 39][len(sys.argv) - 1 :]
    print(report(seed, periods).to_string(index=False))
