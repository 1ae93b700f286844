-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure edtech.sweep_dim_instructor()
language plpgsql
as $$
begin
    delete from edtech.dim_instructor
    using (
        select touched.instructor_key
        from edtech_staging.touched_dim_instructor as touched
        left join edtech_staging.history_dim_instructor as history
            on history.instructor_key = touched.instructor_key
            and history._row_hash is not null
        where history.instructor_key is null
    ) as gone
    where gone.instructor_key = dim_instructor.instructor_key;
end
$$;
