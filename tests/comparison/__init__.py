"""What every page shows to every role, written down, so that two versions can be compared.

python -m tests.comparison BEFORE.json                       (in the one version)
python -m tests.comparison AFTER.json                        (in the other)
python -m tests.comparison.compare BEFORE.json AFTER.json
"""
