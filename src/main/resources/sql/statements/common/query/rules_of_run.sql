select
    source,
    rule,
    column_name as columns,
    severity,
    records
from loadstar.run_rule
where run_id = ?
order by
    records desc,
    source,
    rule,
    column_name,
    severity
