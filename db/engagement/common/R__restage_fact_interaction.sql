-- Generated from engagement.yaml by 'loadstar generate engagement'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
create or replace procedure engagement.restage_fact_interaction(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into engagement_staging.staging_fact_interaction (
        user_durable_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        app_version,
        duration_ms,
        _run_id
    )
    select
        before.user_durable_key,
        before.date_key,
        before.acted_at,
        before.action_type,
        before.page_id,
        before.app_version,
        before.duration_ms,
        p_run_id
    from engagement.fact_interaction as before
    left join engagement_staging.staging_fact_interaction as staged
        on staged.user_durable_key = before.user_durable_key
        and staged.acted_at = before.acted_at
        and staged.action_type = before.action_type
        and staged.page_id = before.page_id
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.user_durable_key,
        before.date_key,
        before.acted_at,
        before.action_type,
        before.page_id,
        before.app_version,
        before.duration_ms,
        p_run_id
    from engagement_staging.superseded_fact_interaction as before
    left join engagement_staging.staging_fact_interaction as staged
        on staged.user_durable_key = before.user_durable_key
        and staged.acted_at = before.acted_at
        and staged.action_type = before.action_type
        and staged.page_id = before.page_id
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
