select {{ columns }}
from {{ table }} as history
left join {{ unstated }} as unstated
    on unstated.{{ key }} = history.{{ key }}
    and unstated.batch_date = ?
where _row_hash is not null
    and _batch_date <= ?
    and _until > ?
    and unstated.batch_date is null
