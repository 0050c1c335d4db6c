"""One metric of ``parameters.toml``: what it counts, of where, and how it is told."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Section(BaseModel):
    """A table of ``parameters.toml``: no key may be missing, unknown or changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(Section):
    """One of ``[metrics.groups]``: topics that are told together where they are joined."""

    title_en: str
    title_es: str
    topics: tuple[str, ...]


class Metric(Section):
    """One of ``[[metrics]]``; with topics, one metric a topic is published.

    :ivar areas: ``nation``: it is told of the whole country alone.
    :ivar weeks: the length of its periods where that is not chosen for each year.
    :ivar epsilon: noise in place of rounding, whatever ``[differential_privacy]`` says.
    :ivar adds_up: whether its periods may be added up: what is counted in one is in no other.
    :ivar sum_en: what a sum over periods is called, where that is of something else; ``sum_es``
        likewise.
    :ivar quote_en: a sentence around its number ``{n}`` of the ``{organization}``, without when and
        where; none: it is not quoted. ``quote_es`` likewise.
    :ivar joined_en: what is counted where topics or periods are joined, where that is something
        else; ``joined_es`` likewise.
    :ivar joins: whether it is told more coarsely where little of it can be told.
    :ivar groups: the topics in a few groups, the first step of that; none: at once all together.
    """

    name: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    unit: str
    kind: Literal["stock", "flow"]
    class_: Literal["protected", "exact"] = Field(alias="class")
    areas: Literal["regions", "nation"] = "regions"
    weeks: Literal[4, 52] | None = None
    epsilon: Annotated[float, Field(gt=0, le=1)] | None = None
    at_most: str | None = None
    title_en: str
    title_es: str
    what_en: str
    what_es: str
    adds_up: bool = False
    sum_en: str | None = None
    sum_es: str | None = None
    joined_en: str | None = None
    joined_es: str | None = None
    quote_en: str | None = None
    quote_es: str | None = None
    joins: bool = False
    topics: dict[str, tuple[str, str]] = Field(default_factory=dict)
    groups: dict[str, Group] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _only_flows_add_up(self) -> Self:
        """Who is a member at the end of two periods is one member."""
        if self.adds_up and self.kind == "stock":
            raise ValueError(f"{self.name}: a stock does not add up over periods")
        return self

    @model_validator(mode="after")
    def _quotes_have_a_number(self) -> Self:
        if (self.quote_en is None) != (self.quote_es is None):
            raise ValueError(f"{self.name}: a quote is in both languages")
        for quote in (self.quote_en, self.quote_es):
            if quote is not None and ("{n}" not in quote or "{organization}" not in quote):
                raise ValueError(f"{self.name}: a quote has {{n}} and {{organization}}")
        return self

    @model_validator(mode="after")
    def _what_joins_adds_up(self) -> Self:
        """What is joined is added up, over topics and periods."""
        if self.joins and not (self.adds_up and self.is_regional and self.weeks is None):
            raise ValueError(f"{self.name}: what joins adds up, is of regions, and has no weeks")
        grouped = [topic for group in self.groups.values() for topic in group.topics]
        if self.groups and (not self.joins or sorted(grouped) != sorted(self.topics)):
            raise ValueError(f"{self.name}: each topic is in one group of what joins")
        if set(self.groups) & set(self.topics):
            raise ValueError(f"{self.name}: a group has the name of a topic")
        return self

    @model_validator(mode="after")
    def _noise_is_of_the_nation(self) -> Self:
        """Regions with noise of their own would be a budget of ``[differential_privacy]``."""
        if self.epsilon is not None and (self.is_regional or not self.is_protected):
            raise ValueError(f"{self.name}: epsilon is for a protected metric of the nation")
        return self

    @property
    def is_protected(self) -> bool:
        """Whether anything but its own publicness allows its publication."""
        return self.class_ == "protected"

    @property
    def is_regional(self) -> bool:
        """Whether it is told of regions."""
        return self.areas == "regions"
