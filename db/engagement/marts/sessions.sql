-- Sessions: a gap of so many minutes between two actions of a user begins a new one, and so does midnight.
with actions as (
    select
        user_durable_key,
        user_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        duration_ms,
        lag(acted_at) over (
            partition by user_durable_key
            order by acted_at, action_type, page_id
        ) as acted_before,
        lag(date_key) over (
            partition by user_durable_key
            order by acted_at, action_type, page_id
        ) as date_before
    from engagement.fact_interaction
),

starts as (
    select
        actions.*,
        case
            when acted_before is null then 1
            when acted_at >= acted_before + /* var session_gap_minutes */ 30 * interval '1 minute' then 1
            when date_key <> date_before and /* var split_at_midnight */ true then 1
            else 0
        end as is_start
    from actions
),

numbered as (
    select
        starts.*,
        sum(is_start) over (
            partition by user_durable_key
            order by acted_at, action_type, page_id
            rows between unbounded preceding and current row
        ) as session_number
    from starts
),

firsts as (
    select
        numbered.*,
        row_number() over (
            partition by user_durable_key, session_number
            order by acted_at, action_type, page_id
        ) as place
    from numbered
)

select
    user_durable_key,
    min(acted_at) as started_at,
    min(date_key) as date_key,
    max(case when place = 1 then user_key end) as user_key,
    max(acted_at) as ended_at,
    count(*) as actions,
    cast(
        case /* var session_duration */ 'sum'
            when 'span' then extract(epoch from max(acted_at) - min(acted_at)) * 1000
            else sum(duration_ms)
        end as bigint
    ) as duration_ms
from firsts
group by user_durable_key, session_number;
