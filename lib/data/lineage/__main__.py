"""``python -m lib.data.lineage``: write what each read rests on."""

from lib.data.lineage import FILE
from lib.data.lineage.writing import text

if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
