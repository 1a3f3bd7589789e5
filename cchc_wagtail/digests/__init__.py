"""The digest (bản tin): what was published in a period, chosen, ordered and shortened."""
