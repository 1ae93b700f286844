-- Generated from learning.yaml by 'loadstar generate learning'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
create or replace procedure learning.restage_fact_activity(
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
        before.user_durable_key,
        before.action_group_key,
        before.date_key,
        before.user_id,
        before.activity_date,
        before.device,
        before.actions,
        before.minutes,
        p_run_id
    from learning.fact_activity as before
    left join learning_staging.staging_fact_activity as staged
        on staged.user_id = before.user_id
        and staged.activity_date = before.activity_date
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.user_durable_key,
        before.action_group_key,
        before.date_key,
        before.user_id,
        before.activity_date,
        before.device,
        before.actions,
        before.minutes,
        p_run_id
    from learning_staging.superseded_fact_activity as before
    left join learning_staging.staging_fact_activity as staged
        on staged.user_id = before.user_id
        and staged.activity_date = before.activity_date
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
