-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs before replace_fact_student_engagement, while its rows may still be on their way.
-- Takes out what the batch contributed, as if it had never been loaded.
create or replace procedure edtech_staging.retract_fact_student_engagement(p_batch_date date)
language plpgsql
as $$
declare
    v_superseded bigint;
begin
    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech.fact_student_engagement as fact
        where fact._batch_date = p_batch_date
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
    ) as named
    inner join (
        select distinct course_key
        from edtech.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    delete from edtech.fact_student_engagement
    where _batch_date = p_batch_date;
    delete from edtech_staging.superseded_fact_student_engagement
    where _batch_date = p_batch_date;

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
