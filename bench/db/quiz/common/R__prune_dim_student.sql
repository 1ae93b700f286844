-- Generated from quiz.yaml by 'loadstar generate quiz'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure quiz_staging.prune_dim_student()
language plpgsql
as $$
declare
    v_gone bigint;
begin
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from quiz_staging.touched_dim_student as touched
        left join quiz_staging.history_dim_student as history
            on history.student_key = touched.student_key
            and history._row_hash is not null
        where history.student_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from quiz_staging.touched_dim_student
    where student_key in (
        select student_key
        from quiz_staging.history_dim_student
        where _row_hash is not null
    );

    -- Those to whom facts still refer are told by it, and go with the last of these.
    update quiz.dim_student
    set _batch_date = date '0001-01-01'
    where student_key in (select student_key from quiz_staging.touched_dim_student);

    delete from quiz_staging.touched_dim_student
    where student_key in (
        select fact.student_key
        from quiz.fact_attempt as fact
        inner join quiz_staging.touched_dim_student as named
            on named.student_key = fact.student_key
    );

    delete from quiz_staging.touched_dim_student
    where student_key in (
        select fact.student_key
        from quiz_staging.superseded_fact_attempt as fact
        inner join quiz_staging.touched_dim_student as named
            on named.student_key = fact.student_key
    );

    delete from quiz.dim_student
    where student_key in (select student_key from quiz_staging.touched_dim_student);
end
$$;
