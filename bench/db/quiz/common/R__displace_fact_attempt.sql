-- Generated from quiz.yaml by 'loadstar generate quiz'. For what is added to a batch; runs before replace_fact_attempt.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure quiz_staging.displace_fact_attempt(
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
    analyze quiz_staging.staging_fact_attempt;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from quiz.fact_attempt as fact
        inner join quiz_staging.staging_fact_attempt as staged
            on staged._run_id = p_run_id
            and staged.student_key = fact.student_key
            and staged.course_key = fact.course_key
            and staged.quiz_id = fact.quiz_id
            and staged.attempt_time = fact.attempt_time
        where fact._batch_date = p_batch_date

        union all

        select 1
        from quiz_staging.superseded_fact_attempt as fact
        inner join quiz_staging.staging_fact_attempt as staged
            on staged._run_id = p_run_id
            and staged.student_key = fact.student_key
            and staged.course_key = fact.course_key
            and staged.quiz_id = fact.quiz_id
            and staged.attempt_time = fact.attempt_time
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into quiz_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from quiz.fact_attempt as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from quiz_staging.staging_fact_attempt as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.quiz_id = fact.quiz_id
                    and staged.attempt_time = fact.attempt_time
            )
    ) as named
    inner join (
        select distinct student_key
        from quiz.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into quiz_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from quiz_staging.superseded_fact_attempt as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from quiz_staging.staging_fact_attempt as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.quiz_id = fact.quiz_id
                    and staged.attempt_time = fact.attempt_time
            )
    ) as named
    inner join (
        select distinct student_key
        from quiz.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into quiz_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from quiz.fact_attempt as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from quiz_staging.staging_fact_attempt as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.quiz_id = fact.quiz_id
                    and staged.attempt_time = fact.attempt_time
            )
    ) as named
    inner join (
        select distinct course_key
        from quiz.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into quiz_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from quiz_staging.superseded_fact_attempt as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from quiz_staging.staging_fact_attempt as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.course_key = fact.course_key
                    and staged.quiz_id = fact.quiz_id
                    and staged.attempt_time = fact.attempt_time
            )
    ) as named
    inner join (
        select distinct course_key
        from quiz.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    delete from quiz.fact_attempt
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from quiz_staging.staging_fact_attempt as staged
            where staged._run_id = p_run_id
                and staged.student_key = fact_attempt.student_key
                and staged.course_key = fact_attempt.course_key
                and staged.quiz_id = fact_attempt.quiz_id
                and staged.attempt_time = fact_attempt.attempt_time
        );
    delete from quiz_staging.superseded_fact_attempt
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from quiz_staging.staging_fact_attempt as staged
            where staged._run_id = p_run_id
                and staged.student_key = superseded_fact_attempt.student_key
                and staged.course_key = superseded_fact_attempt.course_key
                and staged.quiz_id = superseded_fact_attempt.quiz_id
                and staged.attempt_time = superseded_fact_attempt.attempt_time
        );

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from quiz_staging.superseded_fact_attempt
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into quiz.fact_attempt
        select superseded.*
        from quiz_staging.superseded_fact_attempt as superseded
        inner join (
            select
                student_key,
                course_key,
                quiz_id,
                attempt_time,
                max(_batch_date) as _batch_date
            from quiz_staging.superseded_fact_attempt
            group by
                student_key,
                course_key,
                quiz_id,
                attempt_time
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.student_key = superseded.student_key
            and winner.course_key = superseded.course_key
            and winner.quiz_id = superseded.quiz_id
            and winner.attempt_time = superseded.attempt_time
        left join quiz.fact_attempt as present
            on present.student_key = superseded.student_key
            and present.course_key = superseded.course_key
            and present.quiz_id = superseded.quiz_id
            and present.attempt_time = superseded.attempt_time
            and present.date_key = superseded.date_key
        where present._batch_date is null;

        delete from quiz_staging.superseded_fact_attempt
        using quiz.fact_attempt
        where fact_attempt._batch_date = superseded_fact_attempt._batch_date
            and fact_attempt.student_key = superseded_fact_attempt.student_key
            and fact_attempt.course_key = superseded_fact_attempt.course_key
            and fact_attempt.quiz_id = superseded_fact_attempt.quiz_id
            and fact_attempt.attempt_time = superseded_fact_attempt.attempt_time;
    end if;
end
$$;
