select {{ columns }}
from {{ table }}
where _batch_date = ?

union all

select {{ columns }}
from {{ superseded }}
where _batch_date = ?
