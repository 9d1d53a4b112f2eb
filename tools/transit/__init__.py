"""Getting there: a timetable made from the network's headways, a search over it, and journeys a traveller can follow."""
