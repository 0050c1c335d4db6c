"""Regions and states: rows, so that an organization can redraw them, in both source databases."""

from sqlalchemy import CheckConstraint, MetaData, Table

from lib.data.contract.columns import UNKNOWN_REGION, flag, key, ref, text, updated_at


def region_table(metadata: MetaData) -> Table:
    """Table ``source.region``."""
    return Table(
        "region",
        metadata,
        key("region_id"),
        text("name_en", required=True),
        text("name_es", required=True),
        flag("is_priority"),
        updated_at(),
        # The scope travels as a comma-separated setting; "unknown" is reserved for no place.
        CheckConstraint("region_id ~ '^[a-z][a-z0-9_]*$'", name="region_id_is_a_plain_word"),
        CheckConstraint(f"region_id <> '{UNKNOWN_REGION}'", name="region_id_not_reserved"),
        comment="A region of the organization; the plan's priority regions are marked",
    )


def state_table(metadata: MetaData) -> Table:
    """Table ``source.state``."""
    return Table(
        "state",
        metadata,
        key("state_fips", "two digits"),
        text("usps", required=True, comment="postal abbreviation"),
        text("name", required=True),
        ref("region.region_id"),
        updated_at(),
        CheckConstraint("state_fips ~ '^[0-9]{2}$'", name="state_fips_has_two_digits"),
        CheckConstraint("usps ~ '^[A-Z]{2}$'", name="usps_has_two_letters"),
        comment="A state, the District of Columbia or Puerto Rico, and the region it belongs to",
    )
