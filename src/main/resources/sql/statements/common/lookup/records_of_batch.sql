select {{ columns }}
from (
    select {{ own }}
    from {{ table }}
    where _batch_date = ?

    union all

    select {{ own }}
    from {{ superseded }}
    where _batch_date = ?
) as fact
{{ joins }}
