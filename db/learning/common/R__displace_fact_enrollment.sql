-- Generated from learning.yaml by 'loadstar generate learning'. For what is added to a batch; runs before replace_fact_enrollment.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure learning_staging.displace_fact_enrollment(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
declare
    v_displaced bigint;
    v_superseded bigint;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze learning_staging.staging_fact_enrollment;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from learning.fact_enrollment as fact
        inner join learning_staging.staging_fact_enrollment as staged
            on staged._run_id = p_run_id
            and staged.user_key = fact.user_key
            and staged.course_key = fact.course_key
        where fact._batch_date = p_batch_date

        union all

        select 1
        from learning_staging.superseded_fact_enrollment as fact
        inner join learning_staging.staging_fact_enrollment as staged
            on staged._run_id = p_run_id
            and staged.user_key = fact.user_key
            and staged.course_key = fact.course_key
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_user (user_key)
    select named.user_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.user_key
        from learning.fact_enrollment as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from learning_staging.staging_fact_enrollment as staged
                where staged._run_id = p_run_id
                    and staged.user_key = fact.user_key
                    and staged.course_key = fact.course_key
            )
    ) as named
    inner join (
        select distinct user_key
        from learning.dim_user as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.user_key = named.user_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_user (user_key)
    select named.user_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.user_key
        from learning_staging.superseded_fact_enrollment as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from learning_staging.staging_fact_enrollment as staged
                where staged._run_id = p_run_id
                    and staged.user_key = fact.user_key
                    and staged.course_key = fact.course_key
            )
    ) as named
    inner join (
        select distinct user_key
        from learning.dim_user as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.user_key = named.user_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from learning.fact_enrollment as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from learning_staging.staging_fact_enrollment as staged
                where staged._run_id = p_run_id
                    and staged.user_key = fact.user_key
                    and staged.course_key = fact.course_key
            )
    ) as named
    inner join (
        select distinct course_key
        from learning.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from learning_staging.superseded_fact_enrollment as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from learning_staging.staging_fact_enrollment as staged
                where staged._run_id = p_run_id
                    and staged.user_key = fact.user_key
                    and staged.course_key = fact.course_key
            )
    ) as named
    inner join (
        select distinct course_key
        from learning.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    delete from learning.fact_enrollment
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from learning_staging.staging_fact_enrollment as staged
            where staged._run_id = p_run_id
                and staged.user_key = fact_enrollment.user_key
                and staged.course_key = fact_enrollment.course_key
        );
    delete from learning_staging.superseded_fact_enrollment
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from learning_staging.staging_fact_enrollment as staged
            where staged._run_id = p_run_id
                and staged.user_key = superseded_fact_enrollment.user_key
                and staged.course_key = superseded_fact_enrollment.course_key
        );

    -- Rows that had given way to it return; of several, the first batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from learning_staging.superseded_fact_enrollment
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into learning.fact_enrollment
        select superseded.*
        from learning_staging.superseded_fact_enrollment as superseded
        inner join (
            select
                user_key,
                course_key,
                min(_batch_date) as _batch_date
            from learning_staging.superseded_fact_enrollment
            group by
                user_key,
                course_key
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.user_key = superseded.user_key
            and winner.course_key = superseded.course_key
        left join learning.fact_enrollment as present
            on present.user_key = superseded.user_key
            and present.course_key = superseded.course_key
        where present._batch_date is null;

        delete from learning_staging.superseded_fact_enrollment
        using learning.fact_enrollment
        where fact_enrollment._batch_date = superseded_fact_enrollment._batch_date
            and fact_enrollment.user_key = superseded_fact_enrollment.user_key
            and fact_enrollment.course_key = superseded_fact_enrollment.course_key;
    end if;
end
$$;
