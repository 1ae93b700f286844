-- Generated from edtech.yaml by 'loadstar generate edtech'. For what is added to a batch; runs before replace_fact_student_engagement.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure edtech_staging.displace_fact_student_engagement(
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
    analyze edtech_staging.staging_fact_student_engagement;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from edtech.fact_student_engagement as fact
        inner join edtech_staging.staging_fact_student_engagement as staged
            on staged._run_id = p_run_id
            and staged.student_key = fact.student_key
            and staged.course_key = fact.course_key
            and staged.event_at = fact.event_at
            and staged.event_type = fact.event_type
        where fact._batch_date = p_batch_date

        union all

        select 1
        from edtech_staging.superseded_fact_student_engagement as fact
        inner join edtech_staging.staging_fact_student_engagement as staged
            on staged._run_id = p_run_id
            and staged.student_key = fact.student_key
            and staged.course_key = fact.course_key
            and staged.event_at = fact.event_at
            and staged.event_type = fact.event_type
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech.fact_student_engagement as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from edtech_staging.staging_fact_student_engagement as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.event_at = fact.event_at
                    and staged.event_type = fact.event_type
            )
    ) as named
    inner join (
        select distinct student_key
        from edtech.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech_staging.superseded_fact_student_engagement as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from edtech_staging.staging_fact_student_engagement as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.event_at = fact.event_at
                    and staged.event_type = fact.event_type
            )
    ) as named
    inner join (
        select distinct student_key
        from edtech.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from edtech.fact_student_engagement as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from edtech_staging.staging_fact_student_engagement as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.event_at = fact.event_at
                    and staged.event_type = fact.event_type
            )
    ) as named
    inner join (
        select distinct course_key
        from edtech.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from edtech_staging.superseded_fact_student_engagement as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from edtech_staging.staging_fact_student_engagement as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.event_at = fact.event_at
                    and staged.event_type = fact.event_type
            )
    ) as named
    inner join (
        select distinct course_key
        from edtech.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    delete from edtech.fact_student_engagement
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from edtech_staging.staging_fact_student_engagement as staged
            where staged._run_id = p_run_id
                and staged.student_key = fact_student_engagement.student_key
                and staged.course_key = fact_student_engagement.course_key
                and staged.event_at = fact_student_engagement.event_at
                and staged.event_type = fact_student_engagement.event_type
        );
    delete from edtech_staging.superseded_fact_student_engagement
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from edtech_staging.staging_fact_student_engagement as staged
            where staged._run_id = p_run_id
                and staged.student_key = superseded_fact_student_engagement.student_key
                and staged.course_key = superseded_fact_student_engagement.course_key
                and staged.event_at = superseded_fact_student_engagement.event_at
                and staged.event_type = superseded_fact_student_engagement.event_type
        );

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from edtech_staging.superseded_fact_student_engagement
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into edtech.fact_student_engagement
        select superseded.*
        from edtech_staging.superseded_fact_student_engagement as superseded
        inner join (
            select
                student_key,
                course_key,
                event_at,
                event_type,
                max(_batch_date) as _batch_date
            from edtech_staging.superseded_fact_student_engagement
            group by
                student_key,
                course_key,
                event_at,
                event_type
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.student_key = superseded.student_key
            and winner.course_key = superseded.course_key
            and winner.event_at = superseded.event_at
            and winner.event_type = superseded.event_type
        left join edtech.fact_student_engagement as present
            on present.student_key = superseded.student_key
            and present.course_key = superseded.course_key
            and present.event_at = superseded.event_at
            and present.event_type = superseded.event_type
            and present.date_key = superseded.date_key
        where present._batch_date is null;

        delete from edtech_staging.superseded_fact_student_engagement
        using edtech.fact_student_engagement
        where fact_student_engagement._batch_date = superseded_fact_student_engagement._batch_date
            and fact_student_engagement.student_key = superseded_fact_student_engagement.student_key
            and fact_student_engagement.course_key = superseded_fact_student_engagement.course_key
            and fact_student_engagement.event_at = superseded_fact_student_engagement.event_at
            and fact_student_engagement.event_type = superseded_fact_student_engagement.event_type;
    end if;
end
$$;
