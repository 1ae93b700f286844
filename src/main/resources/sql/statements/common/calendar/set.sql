update loadstar.calendar_setting
set
    fiscal_first_month = ?,
    fingerprint = ?
