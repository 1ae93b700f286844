-- How long sessions are, and how much is done in them, by device.
-- The mart has sums beside its averages: an average of averages would give a quiet day the weight of a busy one.
select
    device_type,
    sum(sessions) as sessions,
    cast(cast(sum(duration_ms) as decimal(38, 4)) / sum(sessions) / 1000 as decimal(18, 2)) as average_seconds,
    cast(cast(sum(actions) as decimal(38, 4)) / sum(sessions) as decimal(18, 2)) as actions_per_session
from engagement.session_metrics
group by device_type
order by device_type
