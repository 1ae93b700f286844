-- Generated from learning.yaml by 'loadstar generate learning'. For what is added to a batch; runs before replace_fact_activity.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure learning_staging.displace_fact_activity(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
declare
    v_displaced bigint;
    v_superseded bigint;
    v_arrived bigint;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze learning_staging.staging_fact_activity;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from learning.fact_activity as fact
        inner join learning_staging.staging_fact_activity as staged
            on staged._run_id = p_run_id
            and staged.user_id = fact.user_id
            and staged.activity_date = fact.activity_date
        where fact._batch_date = p_batch_date

        union all

        select 1
        from learning_staging.superseded_fact_activity as fact
        inner join learning_staging.staging_fact_activity as staged
            on staged._run_id = p_run_id
            and staged.user_id = fact.user_id
            and staged.activity_date = fact.activity_date
        where fact._batch_date = p_batch_date
    ) as displaced;

    delete from learning.fact_activity
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from learning_staging.staging_fact_activity as staged
            where staged._run_id = p_run_id
                and staged.user_id = fact_activity.user_id
                and staged.activity_date = fact_activity.activity_date
        );
    delete from learning_staging.superseded_fact_activity
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from learning_staging.staging_fact_activity as staged
            where staged._run_id = p_run_id
                and staged.user_id = superseded_fact_activity.user_id
                and staged.activity_date = superseded_fact_activity.activity_date
        );

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
end
$$;
