-- The first thirty days once more, so many days later.
insert into engagement.fact_interaction (user_key, user_durable_key, date_key, acted_at, action_type, page_id, app_version, duration_ms, _batch_date, _run_id, _loaded_at)
select
    user_key,
    user_durable_key,
    cast(to_char(acted_at + interval '{days} days', 'YYYYMMDD') as integer),
    acted_at + interval '{days} days',
    action_type,
    page_id,
    app_version,
    duration_ms,
    _batch_date + {days},
    _run_id,
    _loaded_at
from engagement.fact_interaction
where _batch_date < date '{from}' + 30;

insert into engagement.fact_user_day (user_key, user_durable_key, date_key, acted_on, actions, duration_ms, _batch_date, _run_id, _loaded_at)
select
    user_key,
    user_durable_key,
    cast(to_char(acted_on + {days}, 'YYYYMMDD') as integer),
    acted_on + {days},
    actions,
    duration_ms,
    _batch_date + {days},
    _run_id,
    _loaded_at
from engagement.fact_user_day
where _batch_date < date '{from}' + 30;

insert into engagement.sessions (user_durable_key, started_at, date_key, user_key, ended_at, actions, duration_ms)
select
    user_durable_key,
    started_at + interval '{days} days',
    cast(to_char(started_at + interval '{days} days', 'YYYYMMDD') as integer),
    user_key,
    ended_at + interval '{days} days',
    actions,
    duration_ms
from engagement.sessions
where started_at < timestamp '{from}' + interval '30 days';
