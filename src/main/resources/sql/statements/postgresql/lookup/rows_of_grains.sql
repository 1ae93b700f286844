-- Rows of a batch by their grain: of each table by itself, so that the planner knows what an index would save.
with asked as (
    select *
    from unnest({{ arrays }}) with ordinality as given ({{ names }}, ordinal)
)

select
    asked.ordinal,
    {{ columns }}
from asked
inner join {{ table }} as present
    on {{ matches }}
where present._batch_date = ?

union all

select
    asked.ordinal,
    {{ columns }}
from asked
inner join {{ superseded }} as present
    on {{ matches }}
where present._batch_date = ?
