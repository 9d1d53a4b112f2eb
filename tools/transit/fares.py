"""What a journey costs, by the rules of the pack; nothing when any part of it is not known."""

from __future__ import annotations

from datetime import date

from data.network import Network
from tools.results import Fare
from tools.transit.journey import Journey
from tools.transit.timetable import DAY_S


def fare(network: Network, journey: Journey, day: date) -> Fare | None:
    """The sum for one adult with an anonymous full-price Istanbulkart, or `None` when a boarding's price is not known.

    A second boarding within the transfer window costs the transfer price of the line boarded, where one is known;
    staying on one line counts as one boarding. The date is that of the oldest price used.
    """
    total, boarded, first_at, last_line = 0.0, 0, 0, None
    used = []
    for ride in journey.rides:
        line = network.lines[ride.run.pattern.line]
        if line.id == last_line:
            continue
        rule = network.fares.get(line.fare) if line.fare else None
        if rule is None or not rule.known_on(day):
            return None
        minute = ride.leaves % DAY_S // 60
        if rule.not_between and rule.not_between[0] <= minute < rule.not_between[1]:
            return None
        if boarded and ride.leaves - first_at <= rule.transfer_minutes * 60:
            if boarded > len(rule.transfers):
                return None
            total += rule.transfers[boarded - 1]
            boarded += 1
        else:
            total, boarded, first_at = total + rule.amount, 1, ride.leaves
        last_line = line.id
        used.append(rule)
    if not used:
        return None
    oldest = min(used, key=lambda rule: rule.as_of)
    return Fare(amount=round(total, 2), currency=oldest.currency, as_of=oldest.as_of, source=oldest.source)
