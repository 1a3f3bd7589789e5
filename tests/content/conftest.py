from tests.editorial.conftest import column, office, own_unit, people, piece

__all__ = ["column", "office", "own_unit", "people", "piece"]
