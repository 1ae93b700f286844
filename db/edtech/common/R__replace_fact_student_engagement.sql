-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per student_key, course_key, event_at, event_type.
-- Runs after retract_fact_student_engagement.
create or replace procedure edtech_staging.replace_fact_student_engagement(
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
    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from edtech.fact_student_engagement
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from edtech_staging.staging_fact_student_engagement
        where _run_id = p_run_id;

        -- All of them: asked for the first alone, the planner reads the table up to it.
        select count(*)
        into v_others
        from edtech.fact_student_engagement
        where date_key between v_first_date and v_last_date;
    end if;

    if v_others > 0 then
        -- The planner knows a former run's rows; with those in mind it may join row by row.
        analyze edtech_staging.staging_fact_student_engagement;

        -- Rows that give way to this batch's.
        insert into edtech_staging.superseded_fact_student_engagement
        select present.*
        from edtech.fact_student_engagement as present
        inner join edtech_staging.staging_fact_student_engagement as staged
            on staged._run_id = p_run_id
            and staged.student_key = present.student_key
            and staged.course_key = present.course_key
            and staged.event_at = present.event_at
            and staged.event_type = present.event_type
        where present._batch_date < p_batch_date
            and present.date_key between v_first_date and v_last_date;

        delete from edtech.fact_student_engagement
        using edtech_staging.superseded_fact_student_engagement
        where superseded_fact_student_engagement._batch_date = fact_student_engagement._batch_date
            and fact_student_engagement.date_key between v_first_date and v_last_date
            and superseded_fact_student_engagement.student_key = fact_student_engagement.student_key
            and superseded_fact_student_engagement.course_key = fact_student_engagement.course_key
            and superseded_fact_student_engagement.event_at = fact_student_engagement.event_at
            and superseded_fact_student_engagement.event_type = fact_student_engagement.event_type;
    end if;

    -- Rows of this batch that give way to another's.
    insert into edtech_staging.superseded_fact_student_engagement (
        student_key,
        course_key,
        date_key,
        event_at,
        event_type,
        event_score,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.course_key,
        staged.date_key,
        staged.event_at,
        staged.event_type,
        staged.event_score,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from edtech_staging.staging_fact_student_engagement as staged
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from edtech.fact_student_engagement as present
            where present.student_key = staged.student_key
                and present.course_key = staged.course_key
                and present.event_at = staged.event_at
                and present.event_type = staged.event_type
                and present.date_key between v_first_date and v_last_date
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from edtech_staging.staging_fact_student_engagement
        using edtech_staging.superseded_fact_student_engagement
        where superseded_fact_student_engagement._batch_date = p_batch_date
            and staging_fact_student_engagement._run_id = p_run_id
            and superseded_fact_student_engagement.student_key = staging_fact_student_engagement.student_key
            and superseded_fact_student_engagement.course_key = staging_fact_student_engagement.course_key
            and superseded_fact_student_engagement.event_at = staging_fact_student_engagement.event_at
            and superseded_fact_student_engagement.event_type = staging_fact_student_engagement.event_type;
    end if;

    insert into edtech.fact_student_engagement (
        student_key,
        course_key,
        date_key,
        event_at,
        event_type,
        event_score,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.course_key,
        staged.date_key,
        staged.event_at,
        staged.event_type,
        staged.event_score,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from edtech_staging.staging_fact_student_engagement as staged
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from edtech_staging.touched_dim_student
    where student_key in (select student_key from edtech_staging.staging_fact_student_engagement where _run_id = p_run_id)
        and student_key in (select student_key from edtech.dim_student where _batch_date = date '0001-01-01');

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from edtech_staging.touched_dim_course
    where course_key in (select course_key from edtech_staging.staging_fact_student_engagement where _run_id = p_run_id)
        and course_key in (select course_key from edtech.dim_course where _batch_date = date '0001-01-01');
end
$$;
