-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per user_id, activity_date.
-- Runs after retract_fact_activity.
create or replace procedure learning_staging.replace_fact_activity(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_others bigint;
    v_first_date integer;
    v_last_date integer;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze learning_staging.staging_fact_activity;

    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from learning.fact_activity
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from learning_staging.staging_fact_activity
        where _run_id = p_run_id;

        -- All of them: asked for the first alone, the planner reads the table up to it.
        select count(*)
        into v_others
        from learning.fact_activity
        where date_key between v_first_date and v_last_date;
    end if;

    if v_others > 0 then
        -- Rows that give way to this batch's.
        insert into learning_staging.superseded_fact_activity
        select present.*
        from learning.fact_activity as present
        inner join learning_staging.staging_fact_activity as staged
            on staged._run_id = p_run_id
            and staged.user_id = present.user_id
            and staged.activity_date = present.activity_date
        where present._batch_date < p_batch_date
            and present.date_key between v_first_date and v_last_date;

        delete from learning.fact_activity
        using learning_staging.superseded_fact_activity
        where superseded_fact_activity._batch_date = fact_activity._batch_date
            and fact_activity.date_key between v_first_date and v_last_date
            and superseded_fact_activity.user_id = fact_activity.user_id
            and superseded_fact_activity.activity_date = fact_activity.activity_date;
    end if;

    -- Rows of this batch that give way to another's.
    insert into learning_staging.superseded_fact_activity (
        user_key,
        user_durable_key,
        action_group_key,
        date_key,
        user_id,
        activity_date,
        device,
        actions,
        minutes,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(user_key_row.user_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.user_durable_key,
        staged.action_group_key,
        staged.date_key,
        staged.user_id,
        staged.activity_date,
        staged.device,
        staged.actions,
        staged.minutes,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from learning_staging.staging_fact_activity as staged
    left join learning.dim_user as user_key_row
        on user_key_row.user_key = staged.user_durable_key
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from learning.fact_activity as present
            where present.user_id = staged.user_id
                and present.activity_date = staged.activity_date
                and present.date_key between v_first_date and v_last_date
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from learning_staging.staging_fact_activity
        using learning_staging.superseded_fact_activity
        where superseded_fact_activity._batch_date = p_batch_date
            and staging_fact_activity._run_id = p_run_id
            and superseded_fact_activity.user_id = staging_fact_activity.user_id
            and superseded_fact_activity.activity_date = staging_fact_activity.activity_date;
    end if;

    insert into learning.fact_activity (
        user_key,
        user_durable_key,
        action_group_key,
        date_key,
        user_id,
        activity_date,
        device,
        actions,
        minutes,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(user_key_row.user_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.user_durable_key,
        staged.action_group_key,
        staged.date_key,
        staged.user_id,
        staged.activity_date,
        staged.device,
        staged.actions,
        staged.minutes,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from learning_staging.staging_fact_activity as staged
    left join learning.dim_user as user_key_row
        on user_key_row.user_key = staged.user_durable_key
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;
end
$$;
