SELECT format('GRANT %I TO %I', $1::text, $2::text)
