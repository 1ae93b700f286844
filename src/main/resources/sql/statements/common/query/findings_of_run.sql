select finding
from loadstar.run_finding
where run_id = ?
order by ordinal
