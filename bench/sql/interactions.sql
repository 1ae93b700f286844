-- A day of an app by hand, after the copy: validate, quarantine, keys, merge, delete-insert, sums of user days.
set local work_mem = '512MB';

create unlogged table hand.users as
with typed as (
    select
        raw.*,
        case when pg_input_is_valid(raw.join_date, 'date') then cast(raw.join_date as date) end as joined,
        row_number() over (
            partition by raw.user_id
            order by case when pg_input_is_valid(raw.join_date, 'date') then raw.join_date end desc nulls last, raw.country desc
        ) as copy
    from hand.raw_users as raw
)

select
    typed.*,
    {key} as durable_key,
    encode(sha256(convert_to(concat_ws('|', coalesce(country, '~'), coalesce(device_type, '~')), 'UTF8')), 'hex') as row_hash,
    array_remove(array[
        case when user_id is null then 'user_id is missing' end,
        case when user_id !~ '^u[0-9]+$' then 'user_id is no user' end,
        case when join_date is not null and joined is null then 'join_date is no date' end,
        case when copy > 1 then 'user_id occurs more than once' end
    ], null) as reasons
from typed;

create unlogged table hand.interactions as
with typed as (
    select
        raw.*,
        case when pg_input_is_valid(raw.acted_at, 'timestamp') then cast(raw.acted_at as timestamp) end as at,
        case when raw.duration_ms ~ '^[+-]?[0-9]{1,18}$' then cast(raw.duration_ms as bigint) end as duration,
        row_number() over (
            partition by raw.user_id, raw.acted_at, raw.action_type, raw.page_id, raw.duration_ms, raw.app_version
        ) as repeated
    from hand.raw_interactions as raw
),

different as (
    select
        typed.*,
        row_number() over (
            partition by user_id, acted_at, action_type, page_id
            order by case when duration between 0 and 7200000 then duration end desc nulls last, app_version desc
        ) as copy
    from typed
    where repeated = 1
)

select
    different.*,
    {key} as durable_key,
    array_remove(array[
        case when user_id is null then 'user_id is missing' end,
        case when user_id !~ '^u[0-9]+$' then 'user_id is no user' end,
        case when acted_at is null then 'timestamp is missing' end,
        case when acted_at is not null and at is null then 'timestamp is none' end,
        case when action_type is null then 'action_type is missing' end,
        case when action_type not in ('page_view', 'edit', 'create', 'delete', 'share') then 'action_type is unknown' end,
        case when page_id is null then 'page_id is missing' end,
        case when duration is null then 'duration_ms is no number' end,
        case when duration < 0 then 'duration_ms is below 0' end,
        case when duration > 7200000 then 'duration_ms is above 7200000' end,
        case when copy > 1 then 'another record has its key' end
    ], null) as reasons
from different;

insert into hand.quarantine
select 'users', to_json(users)::text, reasons from hand.users where cardinality(reasons) > 0
union all
select 'interactions', to_json(interactions)::text, reasons from hand.interactions where cardinality(reasons) > 0;

-- Members without metadata are inferred; each has one version, since its country has not changed.
merge into hand.dim_user
using (
    select user_id, durable_key, joined, country, device_type, subscription_type, row_hash, false as is_inferred
    from hand.users
    where cardinality(reasons) = 0
    union all
    select distinct interactions.user_id, interactions.durable_key, cast(null as date), null, null, null, null, true
    from hand.interactions
    where cardinality(reasons) = 0
        and not exists (
            select 1 from hand.users
            where users.user_id = interactions.user_id and cardinality(users.reasons) = 0
        )
) as staged
on dim_user.user_durable_key = staged.durable_key
when matched and dim_user._row_hash is distinct from staged.row_hash and not staged.is_inferred then
    update set country = staged.country, device_type = staged.device_type, _row_hash = staged.row_hash
when not matched then
    insert (user_key, user_durable_key, user_id, join_date, country, device_type, subscription_type, is_inferred,
        valid_from, valid_to, is_current, _row_hash, _batch_date, _run_id, _loaded_at)
    values (staged.durable_key, staged.durable_key, staged.user_id, staged.joined, staged.country, staged.device_type,
        staged.subscription_type, staged.is_inferred, date '0001-01-01', date '9999-12-31', true, staged.row_hash,
        date '{batch_date}', 1, localtimestamp);

delete from hand.fact_interaction where _batch_date = date '{batch_date}';

insert into hand.fact_interaction (user_key, user_durable_key, date_key, acted_at, action_type, page_id, app_version, duration_ms, _batch_date, _run_id, _loaded_at)
select
    dim_user.user_key,
    durable_key,
    cast(to_char(at, 'YYYYMMDD') as integer),
    at,
    action_type,
    page_id,
    app_version,
    duration,
    date '{batch_date}',
    1,
    localtimestamp
from hand.interactions
inner join hand.dim_user on dim_user.user_durable_key = interactions.durable_key
where cardinality(reasons) = 0;

delete from hand.fact_user_day where _batch_date = date '{batch_date}';

insert into hand.fact_user_day (user_key, user_durable_key, date_key, acted_on, actions, duration_ms, _batch_date, _run_id, _loaded_at)
select
    user_key,
    user_durable_key,
    date_key,
    cast(acted_at as date),
    count(*),
    sum(duration_ms),
    date '{batch_date}',
    1,
    localtimestamp
from hand.fact_interaction
where _batch_date = date '{batch_date}'
group by user_key, user_durable_key, date_key, cast(acted_at as date);


drop table hand.users, hand.interactions;
