select {{ columns }}
from {{ table }} as history
where _row_hash is not null
    and _batch_date = ?
