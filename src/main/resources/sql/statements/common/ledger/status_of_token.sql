select status
from loadstar.run
where run_id = ?
    and token = ?
