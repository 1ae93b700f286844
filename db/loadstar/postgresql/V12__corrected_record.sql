-- The field's word for what a person changes in a quarantined record.

alter table loadstar.mended_record rename to corrected_record;
alter table loadstar.corrected_record rename constraint mended_record_pk to corrected_record_pk;
