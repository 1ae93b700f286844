-- How long sessions are and how much is done in them, by day, country and device.
select
    sessions.date_key,
    coalesce(dim_user.country, 'unknown') as country,
    coalesce(dim_user.device_type, 'unknown') as device_type,
    count(*) as sessions,
    cast(sum(sessions.actions) as bigint) as actions,
    cast(sum(sessions.duration_ms) as bigint) as duration_ms,
    cast(round(cast(sum(sessions.duration_ms) as decimal(38, 4)) / count(*), 2) as decimal(18, 2)) as average_duration_ms,
    cast(round(cast(sum(sessions.actions) as decimal(38, 4)) / count(*), 2) as decimal(18, 2)) as actions_per_session
from engagement.sessions
inner join engagement.dim_user on dim_user.user_key = sessions.user_key
group by
    sessions.date_key,
    coalesce(dim_user.country, 'unknown'),
    coalesce(dim_user.device_type, 'unknown');
