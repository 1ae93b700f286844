select
    asked.ordinal,
    {{ columns }}
from unnest({{ arrays }}) with ordinality as asked ({{ names }}, ordinal)
inner join (
    select *
    from {{ table }}
    where _batch_date = ?

    union all

    select *
    from {{ superseded }}
    where _batch_date = ?
) as present
    on {{ matches }}
