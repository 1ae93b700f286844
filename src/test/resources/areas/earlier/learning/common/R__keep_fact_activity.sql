-- Generated from learning.yaml by 'loadstar generate learning'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure learning.keep_fact_activity(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into learning_staging.staging_fact_activity (
        user_durable_key,
        action_group_key,
        date_key,
        user_id,
        activity_date,
        device,
        actions,
        minutes,
        _run_id
    )
    select
        user_durable_key,
        action_group_key,
        date_key,
        user_id,
        activity_date,
        device,
        actions,
        minutes,
        p_run_id
    from learning.fact_activity
    where _batch_date = p_batch_date

    union all

    select
        user_durable_key,
        action_group_key,
        date_key,
        user_id,
        activity_date,
        device,
        actions,
        minutes,
        p_run_id
    from learning_staging.superseded_fact_activity
    where _batch_date = p_batch_date;
end
$$;
