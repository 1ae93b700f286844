-- Of each batch its latest published run, whose counts are those of the star.
with latest as (
    select
        batch_date,
        max(run_id) as run_id
    from loadstar.run
    where subject_area = ? and status = 'published' and kind in ('load', 'retract')
    group by batch_date
    order by batch_date desc
    limit ?
)

select
    rules.source,
    rules.rule,
    rules.column_name,
    rules.severity,
    cast(latest.batch_date as varchar(10)) as batch_date,
    rules.records
from latest
left join loadstar.run_rule as rules
    on rules.run_id = latest.run_id
    and (cast(? as varchar) is null or rules.source = ?)
    and (cast(? as varchar) is null or rules.rule = ?)
order by
    rules.source,
    rules.rule,
    rules.column_name,
    rules.severity,
    latest.batch_date
