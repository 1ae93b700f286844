-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per user_id, activity_date.
create or replace procedure learning.replace_fact_activity(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_superseded bigint;
    v_others bigint;
    v_first_date integer;
    v_last_date integer;
    v_arrived bigint;
begin
    -- What this batch contributed before.
    delete from learning.fact_activity where _batch_date = p_batch_date;
    delete from learning_staging.superseded_fact_activity where _batch_date = p_batch_date;

    -- Rows that took the unknown member before user_key had its own.
    select count(*) into v_arrived from learning_staging.moved_dim_user where _is_new;

    if v_arrived > 0 then
        update learning.fact_activity
        set user_key = moved.user_key
        from learning_staging.moved_dim_user as moved
        where moved.user_key = fact_activity.user_durable_key
            and moved._is_new
            and moved._facts_from <= fact_activity.date_key
            and moved._facts_until > fact_activity.date_key
            and fact_activity.user_key = '0000000000000000000000000000000000000000000000000000000000000000';
    end if;

    -- Rows that took the unknown member before user_key had its own.
    select count(*) into v_arrived from learning_staging.moved_dim_user where _is_new;

    if v_arrived > 0 then
        update learning_staging.superseded_fact_activity
        set user_key = moved.user_key
        from learning_staging.moved_dim_user as moved
        where moved.user_key = superseded_fact_activity.user_durable_key
            and moved._is_new
            and moved._facts_from <= superseded_fact_activity.date_key
            and moved._facts_until > superseded_fact_activity.date_key
            and superseded_fact_activity.user_key = '0000000000000000000000000000000000000000000000000000000000000000';
    end if;

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from learning_staging.superseded_fact_activity
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into learning.fact_activity
        select superseded.*
        from learning_staging.superseded_fact_activity as superseded
        inner join (
            select
                user_id,
                activity_date,
                max(_batch_date) as _batch_date
            from learning_staging.superseded_fact_activity
            group by
                user_id,
                activity_date
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.user_id = superseded.user_id
            and winner.activity_date = superseded.activity_date
        left join learning.fact_activity as present
            on present.user_id = superseded.user_id
            and present.activity_date = superseded.activity_date
            and present.date_key = superseded.date_key
        where present._batch_date is null;

        delete from learning_staging.superseded_fact_activity
        using learning.fact_activity
        where fact_activity._batch_date = superseded_fact_activity._batch_date
            and fact_activity.user_id = superseded_fact_activity.user_id
            and fact_activity.activity_date = superseded_fact_activity.activity_date;
    end if;

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

        select count(*)
        into v_others
        from (
            select 1
            from learning.fact_activity
            where date_key between v_first_date and v_last_date
            limit 1
        ) as first_row;
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
    inner join learning.fact_activity as present
        on present.user_id = staged.user_id
        and present.activity_date = staged.activity_date
    where staged._run_id = p_run_id
        and v_others > 0
        and present.date_key between v_first_date and v_last_date;

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
    left join learning.fact_activity as present
        on v_others > 0
        and present.user_id = staged.user_id
        and present.activity_date = staged.activity_date
        and present.date_key between v_first_date and v_last_date
    where staged._run_id = p_run_id
        and present._batch_date is null;

    get diagnostics p_rows = row_count;
end
$$;
